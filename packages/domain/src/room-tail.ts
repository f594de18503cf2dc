import type { SequencedEvent } from './events/domain-event.js';
import type { RoomId } from './ids.js';
import type { Message, MessageView } from './model/message.js';
import type { Changes } from './ports/message-store.js';
import type { Ports } from './ports/ports.js';
import type { RoomTail, TailSlice } from './ports/room-tail.js';
import { readTail } from './sync/read-tail.js';
import { endsInHole, walkChanges } from './sync/walk-changes.js';
import { rolesInRoom } from './views/roles-in-room.js';
import { viewMessages } from './views/view-messages.js';

type TailPorts = Pick<Ports, 'clock' | 'messages' | 'rooms' | 'members' | 'users' | 'files' | 'previews'>;

/** Reads the tail of rooms for the cluster's sequencer, by the same contiguity rule as sync. */
export function createRoomTail(ports: TailPorts): RoomTail {
  return {
    heads: (ids) => ports.rooms.heads(ids),
    since: async (roomId, rev, seq) => {
      const changes = await readTail(ports.messages, roomId, rev);
      return changes === null ? null : sliceOf(ports, changes, { roomId, rev, seq });
    },
  };
}

interface Delivered {
  readonly roomId: RoomId;
  readonly rev: number;
  readonly seq: number;
}

async function sliceOf(ports: TailPorts, changes: Changes, delivered: Delivered): Promise<TailSlice> {
  const { roomId, rev: after, seq } = delivered;
  const now = ports.clock.now();
  const headChangedAt = endsInHole(changes, after) ? await changedAt(ports, changes, roomId) : now;
  const walk = walkChanges({ changes, after, now, headChangedAt });
  const upTo = beforeUntoldPosts(changes, walk.upTo, delivered);
  const due = walk.messages.filter((message) => message.rev <= upTo);
  const posts = due.filter((message) => message.seq > seq).sort((a, b) => a.seq - b.seq);
  const ordered = [...posts, ...due.filter((message) => message.seq <= seq)];
  const views = await viewMessages(ports, ordered, rolesInRoom(ports, roomId, ordered));
  const { stateRev } = changes.head;
  return {
    events: views.map((view) => eventOf(view, { stateRev, unseen: view.seq > seq })),
    upTo,
    voids: walk.voids.filter(([, last]) => last <= upTo),
    complete: walk.complete && upTo === walk.upTo,
    stateRev,
  };
}

/** When the head that `changes` has was allotted: now, as far as one can tell, if the room moved on. */
async function changedAt(ports: TailPorts, { head }: Changes, roomId: RoomId): Promise<number> {
  const room = await ports.rooms.find(roomId);
  return room?.rev === head.rev ? room.updatedAt : ports.clock.now();
}

/**
 * A replaced rev is accounted for by the later change. But if that later change lies behind a young hole and the replaced rev may be the
 * post itself, then posts with a higher seq would be told before this one: stop before the first replaced rev until the hole closes.
 */
function beforeUntoldPosts(changes: Changes, upTo: number, delivered: Delivered): number {
  const isUntold = ({ rev, seq }: Message): boolean => rev > upTo && seq > delivered.seq;
  if (!changes.messages.some(isUntold)) return upTo;
  const current = new Set(changes.messages.map((message) => message.rev));
  const replaced = changes.knownRevs.filter((rev) => rev <= upTo && !current.has(rev));
  return Math.min(upTo, ...replaced.map((rev) => rev - 1));
}

function eventOf(
  message: MessageView,
  { stateRev, unseen }: { readonly stateRev: number; readonly unseen: boolean },
): SequencedEvent {
  const told = { roomId: message.roomId, rev: message.rev, stateRev, message };
  if (message.deletedAt !== null) return { type: 'message.deleted', actorId: null, ...told };
  return { type: unseen ? 'message.posted' : 'message.edited', ...told };
}
