import type { Manifest } from '../manifest.js';

/** Reads the objects of one deployment and says what is wrong with them, a line each. */
export type Policy = (manifests: readonly Manifest[]) => readonly string[];
