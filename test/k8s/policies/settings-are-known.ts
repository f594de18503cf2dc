import type { Container, Labels } from '../manifest.js';
import { PROGRAMS, refusals, unknownSettings } from '../programs.js';
import { component, plainEnvironment } from '../query.js';
import type { Policy } from './policy.js';

/** In place of what the Secret holds; some settings have a form. */
const SECRETS: Labels = {
  MONGODB_URL: 'mongodb://db.databases/crosstalk?replicaSet=rs0',
  REDIS_URL: 'redis://redis.databases:6379',
  QUEUE_REDIS_URL: 'redis://redis-queue.databases:6379',
  CHAT_KEYS: `key:default:${'s'.repeat(32)}`,
};

/** Every variable is a setting of its program, and the program accepts them all together, in production as elsewhere. */
export const settingsAreKnown: Policy = (manifests) =>
  Object.entries(PROGRAMS).flatMap(([name, program]) => {
    const [container] = component(manifests, name)?.containers ?? [];
    if (!container) return [`there is no ${name}`];
    const plain = plainEnvironment(container, manifests);
    const given = [...Object.keys(plain), ...(container.env ?? []).map((entry) => entry.name)];
    return [
      ...unknownSettings(program, given).map((variable) => `${name}: ${variable} is no setting`),
      ...refusals(program, { ...plain, ...secretsOf(container) }).map((refusal) => `${name}: ${refusal}`),
    ];
  });

function secretsOf({ env = [] }: Container): Labels {
  const names = env.filter(({ valueFrom }) => valueFrom?.secretKeyRef).map(({ name }) => name);
  return Object.fromEntries(names.map((name) => [name, SECRETS[name] ?? 's'.repeat(32)]));
}
