import type { BenchOptions, Scenario } from './bench-options.js';
import type { SystemFigures, WireFigures } from './report/figures.js';
import { measureDeliveries } from './scenarios/measure-deliveries.js';
import { measureHistory } from './scenarios/measure-history.js';
import { measureIdle } from './scenarios/measure-idle.js';
import { measureSends } from './scenarios/measure-sends.js';
import type { System } from './systems/system.js';
import type { Wire } from './wires/wire.js';

interface Step {
  readonly scenario: Scenario;
  /** Undefined: only the native wire. */
  readonly onEveryWire?: true;
  measure(system: System, wire: Wire, options: BenchOptions): Promise<WireFigures>;
}

/** In this order: weighing idle connections needs processes that did nothing before. */
const STEPS: readonly Step[] = [
  {
    scenario: 'idle',
    onEveryWire: true,
    measure: async (system, wire) => ({ idle: await measureIdle(system, wire) }),
  },
  {
    scenario: 'deliveries',
    onEveryWire: true,
    measure: async (system, wire, { deliveries }) => ({
      deliveries: await measureDeliveries(system, wire, deliveries),
    }),
  },
  {
    scenario: 'sends',
    measure: async (system, _wire, { sends }) => ({ sends: await measureSends(system, sends) }),
  },
  {
    scenario: 'history',
    measure: async (system, _wire, { history }) => ({ history: await measureHistory(system, history) }),
  },
];

interface Task {
  readonly step: Step;
  /** Its place among the wires of the system. */
  readonly wire: number;
}

/** Measures everything that was asked for; `start` is called anew where fresh processes are needed. */
export async function measureSystem(
  start: () => Promise<System>,
  wires: number,
  options: BenchOptions,
): Promise<SystemFigures> {
  const figures: SystemFigures = {};
  for (const group of freshGroups(wires, options)) {
    const system = await start();
    try {
      for (const { step, wire: place } of group) {
        const wire = system.wires[place] ?? system.wires[0];
        const startedAt = performance.now();
        const measured = await step.measure(system, wire, options);
        figures[wire.name] = { ...figures[wire.name], ...measured };
        const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
        console.log(`  ${system.name} ${wire.name} ${step.scenario}: ${seconds} s`);
      }
    } finally {
      await system.close();
    }
  }
  return figures;
}

/** Tasks that may share processes: each weighing is alone, the others follow one another. */
function freshGroups(wires: number, { scenarios }: BenchOptions): Task[][] {
  const tasks = STEPS.filter(({ scenario }) => scenarios.includes(scenario)).flatMap((step) =>
    Array.from({ length: step.onEveryWire ? wires : 1 }, (_, wire) => ({ step, wire })),
  );
  const alone = tasks.filter(({ step }) => step.scenario === 'idle').map((task) => [task]);
  const together = tasks.filter(({ step }) => step.scenario !== 'idle');
  return [...alone, together].filter((group) => group.length > 0);
}
