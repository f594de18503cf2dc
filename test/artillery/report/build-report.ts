import { existsSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import type { LoadOptions } from '../run/load-options.js';
import type { Profile } from '../run/profile.js';
import type { ArtilleryEnd } from '../run/run-artillery.js';
import { type Aggregate, type Figures, figuresOf } from './figures.js';
import type { Report } from './report.js';
import type { Reading } from './scrape.js';
import { serverRows } from './server-rows.js';

export interface FinishedRun {
  readonly options: LoadOptions;
  readonly profile: Profile;
  readonly startedAt: string;
  readonly loadBefore: readonly number[];
  readonly target: string;
  readonly artilleryVersion: string;
  /** Where Artillery has left its figures. */
  readonly folder: string;
  readonly end: ArtilleryEnd;
  /** Null where there is no operations port. */
  readonly servers: { readonly before: Reading; readonly after: Reading } | null;
}

const NOTHING: Aggregate = { counters: {}, summaries: {} };

/** Passed is a run that Artillery has ended by itself, all of whose thresholds that count are met, and in which something happened. */
export function buildReport(run: FinishedRun): Report {
  const { options, profile, end, servers } = run;
  const figures = figuresOf(readAggregate(run.folder));
  const faults = faultsOf(end, figures);
  const [cpu] = cpus();
  return {
    profile: options.profile,
    scale: options.scale,
    stretch: options.stretch,
    startedAt: run.startedAt,
    target: run.target,
    machine: `${cpus().length} cores (${cpu?.model.trim()})`,
    loadBefore: run.loadBefore,
    versions: `Artillery ${run.artilleryVersion}, Node ${process.version}`,
    settings: profile,
    figures,
    checks: end.checks,
    servers: servers ? serverRows(servers.before, servers.after) : [],
    faults,
    passed: faults.length === 0 && end.exitCode === 0,
  };
}

function readAggregate(folder: string): Aggregate {
  const path = join(folder, 'artillery.json');
  if (!existsSync(path)) return NOTHING;
  const { aggregate } = JSON.parse(readFileSync(path, 'utf8')) as { readonly aggregate: Aggregate };
  return aggregate;
}

/** What no threshold says: those are about what was measured. */
function faultsOf({ exitCode, checks }: ArtilleryEnd, figures: Figures): string[] {
  const missed = checks.filter(({ isMet, isOptional }) => !isMet && !isOptional);
  return [
    ...(checks.length === 0
      ? ['Artillery has judged nothing; see artillery.log in the folder of the run.']
      : []),
    ...(figures.acknowledged === 0 ? ['No message was acknowledged.'] : []),
    ...(exitCode !== 0 && missed.length === 0
      ? [`Artillery has ended with ${exitCode}; see artillery.log in the folder of the run.`]
      : []),
  ];
}
