import type { MessageId, RoomId, UserId } from '@crosstalk/domain';
import { buildMessageView, buildRoomView, buildUser } from '@crosstalk/testing';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { BENCH_RENDERING } from '../../../../test/conformance/bench/dialect-bench.js';
import { chatName, nameOf, wireMessage } from '../src/to-wire.js';

const [SMALL, LARGE] = [9, 10] as UserId[] as [UserId, UserId];
const CHAT = { chat_type: 'direct', chat_id: '9_10' } as const;

function pair(first: UserId, second: UserId) {
  const members = [first, second].map((userId) => ({
    userId,
    role: 'member' as const,
    readSeq: 0,
    user: buildUser({ id: userId }),
  }));
  return buildRoomView({ type: 'direct', members });
}

describe('consumer: to the wire', () => {
  it('names a direct chat by the numbers of its people, smaller first, not by their digits', () => {
    for (const room of [pair(SMALL, LARGE), pair(LARGE, SMALL)]) expect(chatName(room)).to.deep.equal(CHAT);
  });

  it('names a project by its own id and a group by that of the room', () => {
    const id = 5 as RoomId;
    expect(chatName(buildRoomView({ id, type: 'project', projectId: 77 }))).to.deep.equal({
      chat_type: 'project',
      chat_id: 77,
    });
    expect(chatName(buildRoomView({ id, type: 'group' }))).to.deep.equal({ chat_type: 'group', chat_id: 5 });
  });

  it('names a room that the node could not read by its id', () => {
    expect(nameOf(5 as RoomId, BENCH_RENDERING)).to.deep.equal({ chat_type: 'group', chat_id: 5 });
    const known = { ...BENCH_RENDERING, roomOf: () => pair(SMALL, LARGE) };
    expect(nameOf(5 as RoomId, known)).to.deep.equal(CHAT);
  });

  it('shows a message with who wrote it, and nothing of the person that is not asked for', () => {
    const author = buildUser({
      id: SMALL,
      firstName: 'Ann',
      lastName: null,
      photo: 'https://a.example/a.png',
    });
    const quoted = { id: 3 as MessageId, seq: 1, author, text: 'before' };
    const message = buildMessageView({
      author,
      authorId: SMALL,
      replyTo: quoted,
      text: 'now',
      clientId: 'secret',
    });
    expect(wireMessage(message, CHAT, BENCH_RENDERING)).to.deep.equal({
      ...CHAT,
      id: message.id,
      seq: message.seq,
      user_id: SMALL,
      user: { id: SMALL, name: 'Ann', avatar: 'https://a.example/a.png' },
      message: 'now',
      reply_to: 3,
      created_at: new Date(message.createdAt).toISOString(),
    });
  });
});
