import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, toolPath } from '@crosstalk/testing';
import { ROOT } from '../architecture/source-tree.js';
import { type GatewayPlace, LoadBalancer } from './load-balancer.js';
import { ordinaryFolder } from './ordinary-user.js';

const SOURCE = join(ROOT, 'deploy/nginx');

/** Where the packages of Debian write is for root only. */
const TEMPORARY_PATHS = ['client_body', 'proxy', 'fastcgi', 'scgi', 'uwsgi'];

/**
 * Starts nginx with the files of `deploy/nginx` in front of two gateways of 127.0.0.1, with TLS when `CERTIFICATE` is among the variables.
 *
 * @param environment further variables of the templates. @throws when there is no nginx, or it does not come up
 */
export async function startNginx(
  gateways: readonly GatewayPlace[],
  environment: Readonly<Record<string, string>> = {},
): Promise<LoadBalancer> {
  const program = toolPath('nginx');
  if (!program) throw new Error('nginx is not installed');
  const folder = ordinaryFolder('crosstalk-nginx-');
  const [port, tlsPort, opsPort] = [await freePort(), await freePort(), await freePort()];
  const [first, second = first] = gateways;
  layOut(
    folder,
    {
      ...defaults(),
      HTTP_ADDRESS: `127.0.0.1:${port}`,
      HTTPS_ADDRESS: `127.0.0.1:${tlsPort}`,
      LB_OPS_ADDRESS: `127.0.0.1:${opsPort}`,
      GATEWAY_1: `127.0.0.1:${first?.port}`,
      GATEWAY_2: `127.0.0.1:${second?.port}`,
      ACCESS_LOG: join(folder, 'access.log'),
      ...environment,
    },
    'CERTIFICATE' in environment ? 'https' : 'http',
  );
  return LoadBalancer.start({
    program,
    args: [
      '-p',
      folder,
      '-c',
      join(folder, 'nginx.conf'),
      '-e',
      'stderr',
      '-g',
      `daemon off; pid ${folder}/nginx.pid;`,
    ],
    environment: {},
    port,
    tlsPort,
    opsPort,
    folder,
  });
}

/** The files as they lie below `/etc/nginx`. */
function layOut(folder: string, values: Readonly<Record<string, string>>, door: 'http' | 'https'): void {
  for (const name of ['conf.d', 'crosstalk']) mkdirSync(join(folder, name));
  for (const file of ['nginx.conf', 'crosstalk/locations.conf', 'crosstalk/proxy.conf'])
    copyFileSync(join(SOURCE, file), join(folder, file));
  for (const name of ['default', door]) {
    const template = readFileSync(join(SOURCE, `templates/${name}.conf.template`), 'utf8');
    writeFileSync(join(folder, `conf.d/${name}.conf`), substitute(template, values));
  }
  const paths = TEMPORARY_PATHS.map((name) => `${name}_temp_path ${folder}/${name};`);
  writeFileSync(join(folder, 'conf.d/paths.conf'), paths.join('\n'));
}

/** What `envsubst` does, and the official image with it: variables that are set are replaced, those of nginx stay. */
function substitute(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\$\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

function defaults(): Record<string, string> {
  const lines = readFileSync(join(SOURCE, 'nginx.env'), 'utf8').split('\n');
  const pairs = lines.filter((line) => /^\w+=/.test(line)).map((line) => line.split(/=(.*)/).slice(0, 2));
  return Object.fromEntries(pairs) as Record<string, string>;
}
