import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../architecture/source-tree.js';

export const NGINX_FILES = join(ROOT, 'deploy/nginx');

/** Where the packages of Debian write is for root only. */
const TEMPORARY_PATHS = ['client_body', 'proxy', 'fastcgi', 'scgi', 'uwsgi'];

/**
 * Lays the files of `deploy/nginx` out as they are below `/etc/nginx`, with TLS when `CERTIFICATE` is among the values.
 *
 * @param values of the templates, over those of `nginx.env`. @returns the arguments of nginx
 */
export function layOutNginx(folder: string, values: Readonly<Record<string, string>>): readonly string[] {
  const all = { ...nginxDefaults(), ...values };
  for (const name of ['conf.d', 'crosstalk']) mkdirSync(join(folder, name));
  for (const file of ['nginx.conf', 'crosstalk/locations.conf', 'crosstalk/proxy.conf'])
    copyFileSync(join(NGINX_FILES, file), join(folder, file));
  for (const name of ['default', 'CERTIFICATE' in values ? 'https' : 'http']) {
    const template = readFileSync(join(NGINX_FILES, `templates/${name}.conf.template`), 'utf8');
    writeFileSync(join(folder, `conf.d/${name}.conf`), substitute(template, all));
  }
  const paths = TEMPORARY_PATHS.map((name) => `${name}_temp_path ${folder}/${name};`);
  writeFileSync(join(folder, 'conf.d/paths.conf'), paths.join('\n'));
  const place = ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', 'stderr'];
  return [...place, '-g', `daemon off; pid ${folder}/nginx.pid;`];
}

/** The values of `nginx.env`. */
export function nginxDefaults(): Record<string, string> {
  const lines = readFileSync(join(NGINX_FILES, 'nginx.env'), 'utf8').split('\n');
  const pairs = lines.filter((line) => /^\w+=/.test(line)).map((line) => line.split(/=(.*)/).slice(0, 2));
  return Object.fromEntries(pairs) as Record<string, string>;
}

/** What `envsubst` does, and the official image with it: variables that are set are replaced, those of nginx stay. */
function substitute(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\$\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}
