import type { MediaResult, ReadyFile, RejectedFile, RejectionReason } from '@crosstalk/media';
import { expect } from 'chai';

/** The result, known to be ready. */
export function ready(result: MediaResult): ReadyFile {
  if (result.outcome !== 'ready') expect.fail(`rejected as ${result.reason}: ${result.detail}`);
  return result;
}

/** The result, known to be rejected for this reason. */
export function rejected(result: MediaResult, reason: RejectionReason): RejectedFile {
  if (result.outcome !== 'rejected') expect.fail(`ready as ${result.contentType}, not ${reason}`);
  expect(result.reason, result.detail).to.equal(reason);
  return result;
}

/** What is there, or a failure that names it. */
export function present<T>(value: T | undefined, what: string): T {
  if (value === undefined) expect.fail(`no ${what}`);
  return value;
}
