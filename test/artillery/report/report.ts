import type { Profile } from '../run/profile.js';
import type { Check } from '../run/run-artillery.js';
import type { Figures } from './figures.js';
import type { ServerRow } from './server-rows.js';

/** Everything that is known of a run; written as JSON and, shorter, as Markdown. */
export interface Report {
  readonly profile: string;
  readonly scale: number;
  readonly stretch: number;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly target: string;
  readonly machine: string;
  /** Load averages of the machine right before the run: what else was going on. */
  readonly loadBefore: readonly number[];
  readonly versions: string;
  readonly settings: Profile;
  readonly figures: Figures;
  readonly checks: readonly Check[];
  readonly servers: readonly ServerRow[];
  /** What is wrong beside the thresholds. */
  readonly faults: readonly string[];
  readonly passed: boolean;
}
