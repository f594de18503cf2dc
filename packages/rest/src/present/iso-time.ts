import type { EpochMs } from '@crosstalk/domain';

/** ISO 8601 in UTC, or null. */
export function isoTime(at: EpochMs): string;
export function isoTime(at: EpochMs | null): string | null;
export function isoTime(at: EpochMs | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
