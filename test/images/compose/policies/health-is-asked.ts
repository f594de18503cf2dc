import { readText } from '../../../docs/pages.js';
import { readDockerfile } from '../../dockerfile/read-dockerfile.js';
import type { Service } from '../compose-file.js';
import { offences, type Policy } from './policy.js';
import { runOnce } from './start-is-in-order.js';

/** What runs on has a health check, here or in its image. */
export const healthIsAsked: Policy = (compose) => {
  const once = runOnce(compose);
  return Object.entries(compose.services)
    .filter(([name]) => !once.has(name))
    .flatMap(([name, service]) =>
      offences(name, { 'is not asked for its health': Boolean(service.healthcheck) || imageAsks(service) }),
    );
};

function imageAsks({ build }: Service): boolean {
  const stage = readDockerfile(readText('deploy/Dockerfile')).find(({ name }) => name === build?.target);
  return stage?.instructions.some(({ name, text }) => name === 'HEALTHCHECK' && text !== 'NONE') === true;
}
