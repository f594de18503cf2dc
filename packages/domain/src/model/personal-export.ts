import type { FileContent } from '../ports/file-store.js';
import type { Attachment } from './attachment.js';
import type { Message } from './message.js';
import type { Member, Room } from './room.js';
import type { User } from './user.js';

/** Everything that is kept of one person, read as it is asked for: at no time more than a page of each is in memory. */
export interface PersonalExport {
  readonly profile: User;
  /** Rooms that the person is in, with their place in each. */
  readonly rooms: AsyncIterable<{ readonly room: Room; readonly member: Member }>;
  /** What the person wrote and did not delete, oldest first, also in rooms that they left. */
  readonly messages: AsyncIterable<Message>;
  /** Files that the person stored; without content where there is none to be had. */
  readonly files: AsyncIterable<{ readonly file: Attachment; readonly content: FileContent | null }>;
}
