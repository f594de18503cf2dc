import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { ROOT, readText } from '../../../docs/pages.js';
import { readDockerfile } from '../../dockerfile/read-dockerfile.js';
import type { ComposeFile } from '../compose-file.js';
import { offences, type Policy } from './policy.js';

/** What is mounted or built is in the repository, read-only, and what Prometheus asks is a service. */
export const filesExist: Policy = (compose) => [
  ...Object.entries(compose.services).flatMap(([name, { volumes = [], build }]) => [
    ...volumes.flatMap((volume) => mountOffences(compose, name, volume)),
    ...(build ? offences(name, { [`has no stage ${build.target}`]: stages().includes(build.target) }) : []),
  ]),
  ...['gateways', 'workers', 'haproxy'].flatMap((file) =>
    targets(file).flatMap((target) =>
      offences(`${file}.yml`, { [`asks ${target}`]: target in compose.services }),
    ),
  ),
];

function mountOffences({ volumes }: ComposeFile, name: string, volume: string): readonly string[] {
  const [source = '', , mode] = volume.split(':');
  if (!source.startsWith('.')) return offences(name, { [`has no volume ${source}`]: source in volumes });
  return offences(name, {
    [`mounts ${source}, which does not exist`]: existsSync(join(ROOT, 'deploy', source)),
    [`may write to ${source}`]: mode === 'ro',
  });
}

function stages(): readonly string[] {
  return readDockerfile(readText('deploy/Dockerfile')).map(({ name }) => name);
}

function targets(file: string): readonly string[] {
  const text = readFileSync(join(ROOT, `deploy/compose/targets/${file}.yml`), 'utf8');
  const groups = parse(text) as readonly { readonly targets: readonly string[] }[];
  return groups.flatMap((group) => group.targets.map((target) => target.split(':')[0] ?? target));
}
