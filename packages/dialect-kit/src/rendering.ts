import type {
  FileId,
  FilePart,
  MessageView,
  Presence,
  RoomId,
  RoomView,
  TenantId,
  UserId,
} from '@crosstalk/domain';

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

/**
 * The files of a message on a wire that has no status for them. One that is not ready has its URL already, which answers 503 with
 * `Retry-After` for the moment until it is; one that was rejected is not shown any more.
 */
export function shownFiles({ attachments }: Pick<MessageView, 'attachments'>): MessageView['attachments'] {
  return attachments.filter(({ status }) => status !== 'rejected');
}

/** ISO 8601 in UTC with milliseconds. */
export function isoTime(epochMs: number): string {
  return new Date(epochMs).toISOString();
}

export function isoTimeOrNull(epochMs: number | null): string | null {
  return epochMs === null ? null : isoTime(epochMs);
}
