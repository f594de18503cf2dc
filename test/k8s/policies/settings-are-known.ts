import type { Setting } from '@crosstalk/config';
import { parseConfig } from '@crosstalk/config';
import { storageSettings } from '@crosstalk/storage';
import { telemetrySettings } from '@crosstalk/telemetry';
import * as gateway from '../../../apps/gateway/src/compose/read-config.js';
import * as worker from '../../../apps/worker/src/read-config.js';
import type { Container, Labels } from '../manifest.js';
import { component, plainEnvironment } from '../query.js';
import type { Policy } from './policy.js';

interface Program {
  readonly settings: Readonly<Record<string, Setting<unknown>>>;
  /** @throws ConfigError */
  read(environment: Labels): unknown;
}

const migrateSettings = { ...storageSettings, ...telemetrySettings };
const PROGRAMS: Readonly<Record<string, Program>> = {
  gateway: { settings: gateway.settings, read: gateway.readConfig },
  worker: { settings: worker.settings, read: worker.readConfig },
  migrate: { settings: migrateSettings, read: (environment) => parseConfig(migrateSettings, environment) },
};

/** Read by Node and not by us, or shared by all programs. */
const OTHERS = new Set(['NODE_OPTIONS', 'NODE_ENV', 'HOST']);
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
    const known = new Set(Object.values(program.settings).map(({ env }) => env));
    const given = [...Object.keys(plain), ...(container.env ?? []).map((entry) => entry.name)];
    const unknown = given.filter((variable) => !known.has(variable) && !OTHERS.has(variable));
    return [
      ...unknown.map((variable) => `${name}: ${variable} is no setting`),
      ...refusals(program, { ...plain, ...secretsOf(container) }).map((refusal) => `${name}: ${refusal}`),
    ];
  });

function secretsOf({ env = [] }: Container): Labels {
  const names = env.filter(({ valueFrom }) => valueFrom?.secretKeyRef).map(({ name }) => name);
  return Object.fromEntries(names.map((name) => [name, SECRETS[name] ?? 's'.repeat(32)]));
}

function refusals(program: Program, environment: Labels): readonly string[] {
  try {
    program.read(environment);
    return [];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}
