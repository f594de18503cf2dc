import type { Attachment, EpochMs, FileId, MessageId, RoomView, UserId } from '@crosstalk/domain';
import { colorOf } from '@crosstalk/domain';
import { buildAttachment, buildMember, buildMessageView, buildRoomView, buildUser } from '@crosstalk/testing';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { BENCH_RENDERING } from '../../../../test/conformance/bench/dialect-bench.js';
import { chatModel, messageModel, roomModel, type Scene, userModel } from '../src/to-wire.js';

const [ANN, BOB, EVE] = [1, 2, 3] as UserId[] as [UserId, UserId, UserId];
const SEEN = Date.UTC(2026, 0, 1) as EpochMs;

function sceneOf(changes: Partial<Scene> = {}): Scene {
  const own = buildMember({ userId: ANN });
  return { room: buildRoomView(), own, userId: ANN, rendering: BENCH_RENDERING, ...changes };
}

function file(id: number): Attachment {
  return buildAttachment({ id: id as FileId, name: 'a.png', size: 12, renditions: ['thumbnail'] });
}

function readers(...marks: readonly (readonly [UserId, number])[]): RoomView {
  const members = marks.map(([userId, readSeq]) => {
    return { userId, readSeq, role: 'member' as const, user: buildUser({ id: userId }) };
  });
  return buildRoomView({ seq: 9, members });
}

describe('dialogs: models', () => {
  it('shows a person with the address to themselves only', () => {
    const bob = buildUser({ id: BOB, photo: 'https://p/1.png', lastSeen: SEEN });
    const common = {
      id: 2,
      name: 'Ann Lee',
      first_name: 'Ann',
      last_name: 'Lee',
      avatar: 'https://p/1.png',
      color: colorOf(BOB),
    };
    const shown = { ...common, online: false, last_seen: '2026-01-01T00:00:00.000Z' };
    expect(userModel(bob, sceneOf())).to.deep.equal(shown);
    const own = { ...common, email: bob.email, online: true, last_seen: null };
    expect(userModel(bob, sceneOf({ userId: BOB }))).to.deep.equal(own);
  });

  it('shows presence as the node knows it', () => {
    const seenBy = (online: boolean, lastSeen: EpochMs | null) => {
      const rendering = {
        ...BENCH_RENDERING,
        presenceOf: (userId: UserId) => ({ userId, online, lastSeen }),
      };
      const { online: shown, last_seen } = userModel(buildUser({ id: BOB }), sceneOf({ rendering }));
      return [shown, last_seen];
    };
    expect(seenBy(true, null)).to.deep.equal([true, null]);
    expect(seenBy(false, SEEN)).to.deep.equal([false, '2026-01-01T00:00:00.000Z']);
    expect(seenBy(false, null)).to.deep.equal([false, null]);
  });

  it('shows a message with every member that the document names and no other', () => {
    const message = buildMessageView({ seq: 3, attachments: [file(4)], editedAt: Date.UTC(2026, 0, 2) });
    expect(messageModel(message, sceneOf())).to.deep.equal({
      id: 1003,
      room_id: 10,
      seq: 3,
      user: userModel(message.author, sceneOf()),
      text: 'hello',
      file: {
        id: 4,
        name: 'a.png',
        url: 'https://chat.example/files/4/content?signed',
        size: 12,
        content_type: 'image/png',
        thumbnail_url: 'https://chat.example/files/4/thumbnail?signed',
        status: 'ready',
      },
      reply_to: null,
      is_read: false,
      created_at: '2026-01-01T00:00:00.000Z',
      updated_at: '2026-01-02T00:00:00.000Z',
      deleted: false,
    });
  });

  it('adds what only other doors make', () => {
    const message = buildMessageView({
      attachments: [file(4), file(5)],
      clientId: 'c1',
      replyTo: { id: 9 as MessageId, seq: 1, author: buildUser(), text: 'before' },
      reactions: [{ emoji: '👍', userIds: Array.from({ length: 25 }, (_, index) => (index + 1) as UserId) }],
    });
    const model = messageModel(message, sceneOf());
    expect(model).to.include({ reply_to: 9, client_id: 'c1' });
    expect([model.file?.id, model.files?.map(({ id }) => id)]).to.deep.equal([4, [4, 5]]);
    const userIds = Array.from({ length: 20 }, (_, index) => index + 1);
    expect(model.reactions).to.deep.equal([{ emoji: '👍', count: 25, user_ids: userIds }]);
  });

  it('marks a deleted message', () => {
    const model = messageModel(buildMessageView({ text: '', deletedAt: Date.UTC(2026, 0, 3) }), sceneOf());
    expect(model).to.include({ deleted: true, text: '', file: null, updated_at: '2026-01-03T00:00:00.000Z' });
  });

  it('says of one’s own message whether anybody else has read it', () => {
    const own = buildMessageView({ seq: 5, authorId: ANN });
    const isRead = (room: RoomView) => messageModel(own, sceneOf({ room })).is_read;
    expect(isRead(readers([ANN, 9], [BOB, 4], [EVE, 0]))).to.equal(false);
    expect(isRead(readers([ANN, 0], [BOB, 4], [EVE, 5]))).to.equal(true);
  });

  it('says of another’s message whether oneself has read it', () => {
    const others = buildMessageView({ seq: 5, authorId: BOB, author: buildUser({ id: BOB }) });
    const room = readers([ANN, 0], [BOB, 9], [EVE, 9]);
    const isRead = (readSeq: number) =>
      messageModel(others, sceneOf({ room, own: buildMember({ readSeq }) })).is_read;
    expect([isRead(4), isRead(5)]).to.deep.equal([false, true]);
  });

  it('gives everybody their own chat', () => {
    const room = buildRoomView({ type: 'direct', seq: 7 });
    const own = buildMember({ readSeq: 4, muted: true });
    const chat = chatModel(sceneOf({ room, own }));
    expect(chat).to.include({
      id: own.id,
      room_id: 10,
      unread: 3,
      is_read: false,
      cleared: null,
      muted: true,
    });
    expect(chat.user?.id).to.equal(BOB);
    expect(chatModel(sceneOf({ room, userId: BOB })).user?.id).to.equal(ANN);
    expect(chatModel(sceneOf({ room: { ...room, type: 'group' } })).user).to.equal(null);
    const read = chatModel(sceneOf({ room, own: buildMember({ readSeq: 2, clearedSeq: 7 }) }));
    expect(read).to.include({ unread: 0, is_read: true, cleared: 7 });
  });

  it('shows the last message only to a viewer who has not cleared it away', () => {
    const room = buildRoomView({ seq: 3, lastMessage: buildMessageView({ seq: 3 }) });
    const lastFor = (clearedSeq: number) =>
      roomModel(sceneOf({ room, own: buildMember({ clearedSeq }) })).last_message;
    expect(lastFor(2)?.seq).to.equal(3);
    expect(lastFor(3)).to.equal(null);
  });

  it('shows the first hundred people of a room', () => {
    const room = readers(...Array.from({ length: 150 }, (_, index) => [(index + 1) as UserId, 0] as const));
    expect(roomModel(sceneOf({ room })).users).to.have.length(100);
  });
});
