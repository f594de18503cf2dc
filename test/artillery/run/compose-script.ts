import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { LoadOptions } from './load-options.js';
import type { Profile } from './profile.js';

const FOLDER = join(import.meta.dirname, '..');
const LATENCY = /ack_ms/;

interface Base {
  readonly config: {
    readonly ensure: { readonly conditions: readonly { readonly expression: string }[] };
    readonly variables: object;
  };
  readonly before: object;
}

export interface Script {
  readonly config: object;
  readonly before: object;
  readonly scenarios: readonly { readonly name: string }[];
}

/** One script for Artillery of `base.yml`, the scenarios and the profile. @param target URL of the load balancer */
export function composeScript(profile: Profile, options: LoadOptions, target: string): Script {
  const { config, before } = read<Base>('base.yml');
  const conditions = config.ensure.conditions.map((condition) => ({
    ...condition,
    ...(options.reportLatency && LATENCY.test(condition.expression) ? { strict: false } : {}),
  }));
  const { rooms, people, messages, pause } = profile;
  const { chatKey, tokens: tokensFile } = options;
  const variables = { ...config.variables, rooms, people, messages, pause, chatKey, tokensFile };
  const scenarios = readdirSync(join(FOLDER, 'scenarios'))
    .sort()
    .map((file) => read<Script['scenarios'][number]>(`scenarios/${file}`));
  return {
    config: {
      ...config,
      target,
      // Relative to the script; Artillery bundles it into `dist` beside it.
      processor: './processor.ts',
      phases: profile.phases,
      ensure: { ...config.ensure, conditions },
      variables,
    },
    before,
    scenarios: scenarios.filter(({ name }) => name !== 'fsego' || chatKey !== ''),
  };
}

/** What the script names as its processor: the bundle goes where this file is, not into the sources. */
export function processorSource(): string {
  return `export * from ${JSON.stringify(join(FOLDER, 'users', 'processor.ts'))};\n`;
}

function read<T>(path: string): T {
  return parse(readFileSync(join(FOLDER, path), 'utf8')) as T;
}
