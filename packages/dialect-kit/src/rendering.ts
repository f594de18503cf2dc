import type { FileId, FilePart, Presence, RoomId, RoomView, TenantId, UserId } from '@crosstalk/domain';

/** What rendering needs of the deployment. */
export interface Rendering {
  /** Absolute URL, signed and limited in time, that a plain GET can follow. */
  fileUrl(id: FileId, part?: FilePart): string;
  /** Whether people who share a room see each other's e-mail address, in dialects that show it. */
  readonly shareEmails: boolean;
  /** Whether people of the tenant see each other's e-mail address and phone, in dialects of host sites. */
  sharesContacts(tenant: TenantId): boolean;
  /**
   * The room as this node knows it, without asking anybody: kept for dialects with `showsRooms`, and there before anything of the room is
   * rendered. Undefined when it could not be read.
   */
  roomOf(roomId: RoomId): RoomView | undefined;
  /** Presence of somebody whom a connection of this node watches; offline for anybody else. */
  presenceOf(userId: UserId): Presence;
}

/** ISO 8601 in UTC with milliseconds. */
export function isoTime(epochMs: number): string {
  return new Date(epochMs).toISOString();
}

export function isoTimeOrNull(epochMs: number | null): string | null {
  return epochMs === null ? null : isoTime(epochMs);
}
