import type { BinaryKind } from './binary-kind.js';

/** A server program that has answered `--version`. */
export interface FoundBinary {
  readonly path: string;
  readonly version: string;
  /** Name of the step that found it. */
  readonly source: string;
}

/** Where a resolution may look and how it tells its progress. */
export interface ResolveContext {
  readonly environment: NodeJS.ProcessEnv;
  /** Absolute path of the cache folder. */
  readonly cache: string;
  readonly report: (line: string) => void;
}

/** One place to look: answers with a checked program or throws an error that says why there is none. */
export interface ResolveStep {
  readonly name: string;
  readonly find: (kind: BinaryKind, context: ResolveContext) => Promise<Omit<FoundBinary, 'source'>>;
}
