import { configTable, type Setting } from '@crosstalk/config';
import { settings as gatewaySettings } from '../../../apps/gateway/src/compose/read-config.js';
import { settings as workerSettings } from '../../../apps/worker/src/read-config.js';

/** What one sets first; the README has no room for all. */
const FIRST = [
  'HOST',
  'PORT',
  'OPS_PORT',
  'PUBLIC_URL',
  'MONGODB_URL',
  'REDIS_URL',
  'QUEUE_REDIS_URL',
  'JWT_SECRET',
  'JWKS_URL',
  'JWT_ISSUER',
  'JWT_AUDIENCE',
  'CORS_ORIGINS',
  'TRUST_PROXY',
  'CHAT_KEYS',
  'ALLOW_TRUSTED_CHAT_KEYS',
  'REGISTRATION',
  'REGISTRATIONS_PER_HOUR',
  'DRAIN_SECONDS',
  'NODE_ENV',
  'LOG_LEVEL',
];

/** The settings of gateway and worker by their variable; where the two differ in the default, the worker's is told as well. */
function mergedSettings(): ReadonlyMap<string, Setting<unknown>> {
  const merged = new Map<string, Setting<unknown>>();
  for (const setting of Object.values<Setting<unknown>>(gatewaySettings)) merged.set(setting.env, setting);
  for (const setting of Object.values<Setting<unknown>>(workerSettings)) {
    const known = merged.get(setting.env);
    if (!known) merged.set(setting.env, setting);
    else if (known.fallback !== setting.fallback) {
      merged.set(setting.env, { ...known, doc: `${known.doc} Of a worker: \`${setting.fallback}\`.` });
    }
  }
  return merged;
}

/** @throws Error for a name that is no setting any more */
export function firstSettingsTable(): string {
  const merged = mergedSettings();
  const rows = FIRST.map((name) => {
    const setting = merged.get(name);
    if (!setting) throw new Error(`${name} is no setting`);
    return [name, setting] as const;
  });
  return configTable(Object.fromEntries(rows));
}

export function configurationPage(): string {
  return `# Configuration

Generated from the settings that gateway and worker declare. By environment, read once at start; every mistake is listed and the process
ends with code 78. Secrets and URLs that may hold one show no default here.

${configTable(Object.fromEntries(mergedSettings()))}
`;
}
