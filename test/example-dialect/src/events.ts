import { type EventTable, shared, silent } from '@crosstalk/dialect-kit';
import { oneLine } from './frames.js';
import { messageLine } from './to-wire.js';

const SMALL = 'A pager shows messages only.';

export const events: EventTable = {
  'message.posted': shared(({ message }) => [messageLine(message)], {
    toOrigin: ({ message }) => [`OK ${message.id}`],
  }),
  'message.edited': shared(({ message }) => [messageLine(message)]),
  'message.deleted': shared(({ roomId, message }) => [`DEL ${roomId} ${message.id}`]),
  'room.joined': shared(({ room }) => [`JOIN ${room.id} ${oneLine(room.title ?? '')}`.trimEnd()]),
  'room.left': shared(({ room }) => [`LEFT ${room.id}`]),
  'message.reacted': silent(SMALL),
  'room.updated': silent(SMALL),
  'members.changed': silent(SMALL),
  'room.read': silent(SMALL),
  'typing.changed': silent(SMALL),
  'viewing.changed': silent(SMALL),
  'unread.changed': silent(SMALL),
  'member.updated': silent(SMALL),
  'user.updated': silent(SMALL),
  'visibility.changed': silent(SMALL),
  'presence.changed': silent(SMALL),
  'call.started': silent(SMALL),
  'call.answered': silent(SMALL),
  'call.ice': silent(SMALL),
  'call.ended': silent(SMALL),
};
