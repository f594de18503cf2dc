import { configTable, type Setting } from '@crosstalk/config';
import { settings as gatewaySettings } from '../../../apps/gateway/src/compose/read-config.js';
import { settings as workerSettings } from '../../../apps/worker/src/read-config.js';

/** The settings of gateway and worker in one table; where the two differ in the default, the worker's is told as well. */
export function configurationTable(): string {
  const merged = new Map<string, Setting<unknown>>();
  for (const setting of Object.values<Setting<unknown>>(gatewaySettings)) merged.set(setting.env, setting);
  for (const setting of Object.values<Setting<unknown>>(workerSettings)) {
    const known = merged.get(setting.env);
    if (!known) merged.set(setting.env, setting);
    else if (known.fallback !== setting.fallback) {
      merged.set(setting.env, { ...known, doc: `${known.doc} Of a worker: \`${setting.fallback}\`.` });
    }
  }
  return configTable(Object.fromEntries(merged));
}
