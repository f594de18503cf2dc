/** @module The programs that a deployment runs, and the settings that each of them reads. */
import type { Setting } from '@crosstalk/config';
import { parseConfig } from '@crosstalk/config';
import { storageSettings } from '@crosstalk/storage';
import { telemetrySettings } from '@crosstalk/telemetry';
import * as gateway from '../../apps/gateway/src/compose/read-config.js';
import * as worker from '../../apps/worker/src/read-config.js';

type Environment = Readonly<Record<string, string>>;

export interface Program {
  readonly settings: Readonly<Record<string, Setting<unknown>>>;
  /** @throws ConfigError */
  read(environment: Environment): unknown;
}

const migrateSettings = { ...storageSettings, ...telemetrySettings };

export const PROGRAMS = {
  gateway: { settings: gateway.settings, read: gateway.readConfig },
  worker: { settings: worker.settings, read: worker.readConfig },
  migrate: { settings: migrateSettings, read: (environment) => parseConfig(migrateSettings, environment) },
} satisfies Readonly<Record<string, Program>>;

/** Read by Node and not by us, or shared by all programs. */
const OTHERS = new Set(['NODE_OPTIONS', 'NODE_ENV', 'HOST']);

/** Variables that are no setting of the program. */
export function unknownSettings({ settings }: Program, variables: readonly string[]): readonly string[] {
  const known = new Set(Object.values(settings).map(({ env }) => env));
  return variables.filter((variable) => !known.has(variable) && !OTHERS.has(variable));
}

/** What the program says against its environment; nothing when it takes it. */
export function refusals(program: Program, environment: Environment): readonly string[] {
  try {
    program.read(environment);
    return [];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}
