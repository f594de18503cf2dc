import type { Rendering, Viewer, ViewerState } from '@crosstalk/dialect-kit';
import type { FileId, MessageId, ReadRef, RoomId, RoomRead, UserId } from '@crosstalk/domain';
import { buildAttachment, buildMember, buildMessageView, buildRoomView, buildUser } from '@crosstalk/testing';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { BENCH_RENDERING } from '../../../../test/conformance/bench/dialect-bench.js';
import { events } from '../src/events.js';
import { type Sight, wireChat, wireMessage, wireUser } from '../src/to-wire.js';

const [ANN, BOB, EVE] = [1, 2, 3] as UserId[] as [UserId, UserId, UserId];
const ROOM = 10 as RoomId;

interface Looks {
  readonly open?: RoomId | null;
  readonly own?: Partial<ViewerState>;
}

const viewer = (userId: UserId, { open = null, own = {} }: Looks = {}): Viewer => ({
  userId,
  connectionId: `c${userId}`,
  stateOf: () => ({ ...buildMember(), ...own }),
  openRoomId: open,
});

const sight = (fields: Partial<Sight> = {}): Sight => ({
  rendering: BENCH_RENDERING,
  userId: ANN,
  own: buildMember(),
  room: buildRoomView(),
  isOpen: false,
  ...fields,
});

function framesOf<T extends keyof typeof events>(type: T, event: unknown, looking: Viewer): unknown[] {
  const row = events[type] as unknown as { render: (...parts: unknown[]) => unknown[] };
  return row.render(event, BENCH_RENDERING, looking);
}

const ref = (seq: number, authorId: UserId): ReadRef => ({
  id: (1_000 + seq) as MessageId,
  seq,
  authorId,
  first: true,
});

describe('fsego: events', () => {
  it('tells each author how far their own messages are read, and nobody else', () => {
    const event: RoomRead = {
      type: 'room.read',
      roomId: ROOM,
      userId: BOB,
      readSeq: 4,
      previousReadSeq: 0,
      messages: [ref(1, ANN), ref(2, ANN), ref(4, EVE)],
    };
    const read = (id: number) => [{ action: 'READ', chats_id: '10', user_id: BOB, last_message_id: id }];
    expect(framesOf('room.read', event, viewer(ANN))).to.deep.equal(read(1_002));
    expect(framesOf('room.read', event, viewer(EVE))).to.deep.equal(read(1_004));
    expect(framesOf('room.read', event, viewer(BOB))).to.deep.equal([]);
  });

  it('tells who looks at a chat to others who look at it', () => {
    for (const [on, action] of [
      [true, 'VIEW_CHAT'],
      [false, 'OUT_CHAT'],
    ] as const) {
      const event = { type: 'viewing.changed', roomId: ROOM, userId: BOB, on };
      const told = (looking: Viewer) => framesOf('viewing.changed', event, looking);
      expect(told(viewer(ANN, { open: ROOM }))).to.deep.equal([{ action, chats_id: '10', user_id: BOB }]);
      expect(told(viewer(ANN))).to.deep.equal([]);
      expect(told(viewer(ANN, { open: 11 as RoomId }))).to.deep.equal([]);
      expect(told(viewer(BOB, { open: ROOM }))).to.deep.equal([]);
    }
  });

  it('gives the sending socket the same message with its request_id, and nothing where the row has answered', () => {
    const row = events['message.posted'];
    if (row.kind !== 'personal') throw new Error('is not personal');
    const message = buildMessageView();
    const event = { type: 'message.posted', roomId: ROOM, rev: 1, stateRev: 1, message } as const;
    const own = { action: 'ADD_MESSAGE', chats_id: '10', message: wireMessage(message, sight()) };
    const toOrigin = (echo: unknown) => row.toOrigin?.(event, BENCH_RENDERING, { echo, viewer: viewer(ANN) });
    expect(toOrigin('r')).to.deep.equal([{ ...own, request_id: 'r' }]);
    expect(toOrigin(null)).to.deep.equal([own]);
    expect(toOrigin(undefined)).to.deep.equal([]);
  });

  it('says of a message whether this viewer has read it', () => {
    const message = buildMessageView({ seq: 3 });
    const isRead = (looking: Viewer) => {
      const event = { type: 'message.posted', roomId: ROOM, message };
      const [frame] = framesOf('message.posted', event, looking) as { message: { is_read: boolean } }[];
      return frame?.message.is_read;
    };
    expect(isRead(viewer(BOB))).to.equal(false);
    expect(isRead(viewer(BOB, { own: { readSeq: 3 } }))).to.equal(true);
    expect(isRead(viewer(BOB, { open: ROOM }))).to.equal(true);
    expect(isRead(viewer(BOB, { open: 11 as RoomId }))).to.equal(false);
    expect(isRead(viewer(ANN, { open: ROOM, own: { readSeq: 3 } })), 'of the author').to.equal(false);
  });

  it('says of an own message whether anybody else has read it', () => {
    const room = buildRoomView();
    const readTo = (seq: number) => ({
      ...room,
      members: room.members.map((member) => ({ ...member, readSeq: member.userId === BOB ? seq : 9 })),
    });
    const message = buildMessageView({ seq: 3 });
    expect(wireMessage(message, sight({ room: readTo(2) })).is_read).to.equal(false);
    expect(wireMessage(message, sight({ room: readTo(3) })).is_read).to.equal(true);
    expect(wireMessage(message, sight({ room: undefined })).is_read).to.equal(false);
  });
});

describe('fsego: data types', () => {
  const user = buildUser({ phone: '+1', email: 'ann@example.com' });

  it('leaves addresses of others out unless their system shows them, and never one’s own', () => {
    const shares: Rendering = { ...BENCH_RENDERING, sharesContacts: (tenant) => tenant === user.tenant };
    const contacts = { email: 'ann@example.com', phone: '+1' };
    expect(wireUser(user, { rendering: BENCH_RENDERING, userId: BOB })).to.not.have.any.keys(
      'email',
      'phone',
    );
    expect(wireUser(user, { rendering: BENCH_RENDERING, userId: ANN })).to.include(contacts);
    expect(wireUser(user, { rendering: shares, userId: BOB })).to.include(contacts);
  });

  for (const [given, shown] of [
    ['visitor:12', 12],
    ['12', 12],
    ['-3', -3],
    ['0', 0],
    ['012', '012'],
    ['1.5', '1.5'],
    ['1e3', '1e3'],
    ['-0', '-0'],
    ['9007199254740993', '9007199254740993'],
    ['visitor:visitor:12', 'visitor:12'],
    ['a', 'a'],
    ['', ''],
    [null, null],
  ] as const) {
    it(`shows the stored id ${JSON.stringify(given)} as ${JSON.stringify(shown)}`, () => {
      const known = { ...user, externalId: given };
      expect(wireUser(known, { rendering: BENCH_RENDERING, userId: ANN }).id).to.equal(shown);
    });
  }

  it('shows files with a URL, and what a message answers', () => {
    const file = buildAttachment({ id: 5 as FileId, name: 'a.txt', contentType: 'text/plain' });
    const rejected = buildAttachment({ id: 6 as FileId, status: 'rejected' });
    const replyTo = { id: 1_000 as MessageId, seq: 1, author: user, text: 'before' };
    const shown = wireMessage(buildMessageView({ attachments: [file, rejected], replyTo }), sight());
    expect(shown.files).to.deep.equal([
      {
        id: 5,
        name: 'a.txt',
        size: 3,
        content_type: 'text/plain',
        url: 'https://chat.example/files/5/content?signed',
        created_at: '1970-01-01T00:00:00.000Z',
      },
    ]);
    expect(shown.reply_to).to.deep.include({ id: 1_000, message: 'before' });
  });

  it('counts what is unread and hides a last message that was cleared away', () => {
    const room = buildRoomView({ seq: 3, lastMessage: buildMessageView({ seq: 3 }) });
    const chat = (own: Partial<ViewerState>) =>
      wireChat(room, sight({ userId: BOB, own: { ...buildMember(), ...own } }));
    expect(chat({ readSeq: 1 })).to.deep.include({ unread: 2, chats_id: '10' });
    expect(chat({ readSeq: 1 }).last_message).to.include({ id: 1_003, is_read: false });
    expect(chat({ clearedSeq: 3 })).to.deep.include({ unread: 0, last_message: null });
  });
});
