import type { Viewer } from '@crosstalk/dialect-kit';
import type { MessageId, ReadRef, RoomId, RoomRead, UserId } from '@crosstalk/domain';
import { buildMember, buildMessageView, buildRoomView, buildUser } from '@crosstalk/testing';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { BENCH_RENDERING } from '../../../../test/conformance/bench/dialect-bench.js';
import { events } from '../src/events.js';
import { wireNewMessage, wireUser } from '../src/to-wire.js';

const [ANN, BOB, EVE] = [1, 2, 3] as UserId[] as [UserId, UserId, UserId];
const ROOM = 10 as RoomId;
const viewer = (userId: UserId): Viewer => ({
  userId,
  connectionId: `c${userId}`,
  stateOf: () => buildMember(),
  openRoomId: null,
});

function ref(seq: number, authorId: UserId, first = true): ReadRef {
  return { id: (1_000 + seq) as MessageId, seq, authorId, first };
}

describe('casamsa: events', () => {
  it('tells authors and the reader’s own devices what was read, each their part', () => {
    const event: RoomRead = {
      type: 'room.read',
      roomId: ROOM,
      userId: BOB,
      readSeq: 4,
      previousReadSeq: 0,
      messages: [ref(1, ANN), ref(2, ANN, false), ref(3, BOB), ref(4, EVE)],
    };
    const told = (userId: UserId): unknown => framesOf('room.read', event, userId);
    const update = (...seqs: number[]): unknown => [
      {
        type: 'messages_updated',
        data: { updates: seqs.map((seq) => ({ id: 1_000 + seq, fields: { is_read: true } })) },
      },
    ];
    expect(told(ANN)).to.deep.equal(update(1));
    expect(told(BOB)).to.deep.equal(update(1, 2, 4));
    expect(told(EVE)).to.deep.equal(update(4));
    expect(told(9 as UserId)).to.deep.equal([]);
  });

  it('gives the sending socket message_created with its key and says nothing where the row has answered', () => {
    const row = events['message.posted'];
    if (row.kind !== 'shared') throw new Error('is not shared');
    const message = buildMessageView();
    const event = { type: 'message.posted', roomId: ROOM, rev: 1, stateRev: 1, message } as const;
    expect(row.toOrigin?.(event, BENCH_RENDERING, { echo: null, viewer: viewer(ANN) })).to.deep.equal([
      {
        type: 'message_created',
        data: { message: wireNewMessage(message, BENCH_RENDERING), event_response_key: null },
      },
    ]);
    expect(row.toOrigin?.(event, BENCH_RENDERING, { echo: undefined, viewer: viewer(ANN) })).to.deep.equal(
      [],
    );
  });

  it('tells an edit and a deletion as fields of the message to update', () => {
    const message = buildMessageView({ text: 'new', editedAt: Date.UTC(2026, 0, 2) });
    const event = { type: 'message.edited', roomId: ROOM, rev: 2, stateRev: 1, message } as const;
    expect(framesOf('message.edited', event, BOB)).to.deep.equal([
      {
        type: 'messages_updated',
        data: {
          updates: [
            {
              id: 1_001,
              fields: { text: 'new', attached_files: [], updated_at: '2026-01-02T00:00:00.000Z' },
            },
          ],
        },
      },
    ]);
  });

  it('tells both halves of a change of members, and only to those who remain', () => {
    const event = {
      type: 'members.changed',
      roomId: ROOM,
      room: buildRoomView(),
      added: [buildUser({ id: EVE })],
      removed: [BOB],
      roles: [],
      actorId: ANN,
    } as const;
    const told = (userId: UserId) => framesOf('members.changed', event, userId) as { type: string }[];
    expect(told(ANN).map(({ type }) => type)).to.deep.equal(['user_removed', 'user_added']);
    expect(told(BOB)).to.deep.equal([]);
    expect(told(EVE)).to.deep.equal([]);
    const roles = { ...event, added: [], removed: [], roles: [{ userId: BOB, role: 'admin' }] } as const;
    expect((framesOf('members.changed', roles, BOB) as { type: string }[])[0]?.type).to.equal('chat_updated');
  });

  it('invites nobody to a chat of their own making', () => {
    const event = {
      type: 'room.joined',
      userId: ANN,
      actorId: ANN,
      room: buildRoomView(),
      member: buildMember(),
      reason: 'created',
    } as const;
    expect(framesOf('room.joined', event, ANN)).to.deep.equal([]);
    expect(framesOf('room.joined', { ...event, userId: BOB }, BOB)).to.have.length(1);
  });

  it('keeps addresses to itself where the deployment says so', () => {
    const member = { user: buildUser(), role: 'admin' } as const;
    expect(wireUser(member, BENCH_RENDERING)).to.include({
      email: 'user1@example.com',
      role: 'Admin',
      pk: 1,
    });
    expect(wireUser(member, { ...BENCH_RENDERING, shareEmails: false })).to.include({ email: '' });
    expect(wireUser({ ...member, user: buildUser({ lastName: null }) }, BENCH_RENDERING).last_name).to.equal(
      '',
    );
  });
});

function framesOf<T extends keyof typeof events>(type: T, event: unknown, userId: UserId): unknown {
  const row = events[type] as { kind: string; render?: (...parts: unknown[]) => unknown };
  return row.render?.(event, BENCH_RENDERING, viewer(userId));
}
