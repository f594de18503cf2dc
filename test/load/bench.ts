/** @module `npm run bench`: Crosstalk beside a hand-written chat, in one run, on this machine. Needs MONGODB_URL and REDIS_URL. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { type BenchOptions, parseOptions, USAGE } from './bench-options.js';
import { measureSystem } from './measure-system.js';
import type { SystemFigures } from './report/figures.js';
import { deliveryFaults, printOrders, printTable } from './report/print-report.js';
import { reportRows } from './report/report-rows.js';
import { prepareBaseline } from './systems/prepare-baseline.js';
import { prepareCrosstalk } from './systems/prepare-crosstalk.js';
import type { BenchSettings, System } from './systems/system.js';

/** How each system is made ready to be started, and on how many wires it is measured. */
const SYSTEMS = {
  baseline: { prepare: prepareBaseline, wires: 1 },
  crosstalk: { prepare: prepareCrosstalk, wires: 2 },
} as const satisfies Record<System['name'], object>;

const root = join(import.meta.dirname, '..', '..');
const folder = join(root, '.data', 'bench');

try {
  process.exitCode = await bench(parseOptions(process.argv.slice(2)));
} catch (error) {
  console.error(error instanceof TypeError ? `${error.message}\n${USAGE}` : error);
  process.exitCode = 1;
}

async function bench(options: BenchOptions): Promise<number> {
  const settings = prepare(options);
  const startedAt = performance.now();
  const figures: Partial<Record<System['name'], SystemFigures>> = {};
  for (const name of options.systems) {
    console.log(`${name}:`);
    const { prepare: prepareSystem, wires } = SYSTEMS[name];
    const start = await prepareSystem(settings, options.population);
    figures[name] = await measureSystem(start, wires, options);
  }
  const rows = reportRows(figures.crosstalk, figures.baseline);
  const machine = { cores: cpus().length, model: cpus()[0]?.model ?? 'unknown', node: process.version };
  const seconds = Math.round((performance.now() - startedAt) / 1_000);
  writeFileSync(
    join(folder, 'last.json'),
    JSON.stringify({ at: new Date().toISOString(), machine, seconds, options, rows, figures }, null, 2),
  );
  console.log(`\n${machine.cores} cores (${machine.model}), Node ${machine.node}, ${seconds} s\n`);
  printTable(rows);
  for (const [name, measured] of Object.entries(figures)) printOrders(name, measured);
  const faults = Object.entries(figures).flatMap(([name, measured]) => deliveryFaults(name, measured));
  for (const fault of faults) console.error(fault);
  return faults.length === 0 ? 0 : 1;
}

function prepare({ profile }: BenchOptions): BenchSettings {
  const { MONGODB_URL: mongoUrl, REDIS_URL: redisUrl } = process.env;
  if (!mongoUrl || !redisUrl)
    throw new TypeError('MONGODB_URL and REDIS_URL are missing: `npm run bench` sets them.');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return { root, folder, mongoUrl, redisUrl, profile };
}
