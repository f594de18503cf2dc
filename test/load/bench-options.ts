import { parseArgs } from 'node:util';
import type { DeliveriesPlan } from './scenarios/measure-deliveries.js';
import type { HistoryPlan } from './scenarios/measure-history.js';
import type { SendsPlan } from './scenarios/measure-sends.js';
import type { PopulationPlan } from './systems/population.js';
import type { System } from './systems/system.js';

export const SCENARIOS = ['idle', 'deliveries', 'sends', 'history'] as const;
export type Scenario = (typeof SCENARIOS)[number];
const SYSTEMS = ['baseline', 'crosstalk'] as const satisfies readonly System['name'][];

export interface BenchOptions {
  readonly scenarios: readonly Scenario[];
  readonly systems: readonly System['name'][];
  readonly profile: boolean;
  readonly population: PopulationPlan;
  readonly deliveries: DeliveriesPlan;
  readonly sends: SendsPlan;
  readonly history: HistoryPlan;
}

const FULL = {
  population: { crowd: 1_000, writers: 64, idle: 4_000, archived: 2_000 },
  deliveries: { steadySeconds: 10, steadyPerSecond: 100, burstMessages: 2_000, inFlight: 256 },
  sends: { seconds: 8, inFlight: 256 },
  history: { seconds: 6 },
};

/** Shorter, not different: the crowd stays as large as it is, for the cost of a delivery depends on it. */
const QUICK = {
  population: { ...FULL.population, idle: 1_000, archived: 500 },
  deliveries: { ...FULL.deliveries, steadySeconds: 3, burstMessages: 500 },
  sends: { ...FULL.sends, seconds: 2 },
  history: { seconds: 2 },
};

export const USAGE = `npm run bench -- [--quick] [--only ${SCENARIOS.join(',')}] [--system ${SYSTEMS.join(',')}] [--profile]`;

/** @throws TypeError that says what is wrong with the arguments */
export function parseOptions(words: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...words],
    options: {
      only: { type: 'string', default: SCENARIOS.join(',') },
      system: { type: 'string', default: SYSTEMS.join(',') },
      quick: { type: 'boolean', default: false },
      profile: { type: 'boolean', default: false },
    },
  });
  return {
    ...(values.quick ? QUICK : FULL),
    profile: values.profile,
    scenarios: chosen(values.only, SCENARIOS),
    systems: chosen(values.system, SYSTEMS),
  };
}

function chosen<const Word extends string>(text: string, words: readonly Word[]): Word[] {
  const wanted = text.split(',');
  const unknown = wanted.find((word) => !words.includes(word as Word));
  if (unknown !== undefined)
    throw new TypeError(`There is no "${unknown}": choose from ${words.join(', ')}.`);
  return words.filter((word) => wanted.includes(word));
}
