import type { FileId } from '@crosstalk/domain';

/** What rendering needs of the deployment. */
export interface Rendering {
  /** Absolute URL, signed and limited in time, that a plain GET can follow. */
  fileUrl(id: FileId): string;
  /** Whether people who share a room see each other's e-mail address, in dialects that show it. */
  readonly shareEmails: boolean;
}

/** ISO 8601 in UTC with milliseconds. */
export function isoTime(epochMs: number): string {
  return new Date(epochMs).toISOString();
}

export function isoTimeOrNull(epochMs: number | null): string | null {
  return epochMs === null ? null : isoTime(epochMs);
}
