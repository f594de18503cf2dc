import type { Migration } from './migration.js';
import { hiddenToHiddenSeq } from './steps/hidden-to-hidden-seq.js';

/** Every step, in the order in which they run. New ones come last; none is ever changed or taken out. */
export const MIGRATIONS: readonly Migration[] = [hiddenToHiddenSeq];
