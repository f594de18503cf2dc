import type { FileId, MessageId, UserId } from '@crosstalk/domain';
import { buildAttachment, buildMember, buildMessageView, buildRoomView, buildUser } from '@crosstalk/testing';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { BENCH_RENDERING } from '../../../../test/conformance/bench/dialect-bench.js';
import { channelModel, membersOf, messageModel, presenceModel, userModel } from '../src/to-wire.js';

describe('channels: models', () => {
  it('shows a person without address and phone', () => {
    expect(userModel(buildUser({ phone: '+1', middleName: 'M', photo: 'https://p/1.png' }))).to.deep.equal({
      id: 1,
      firstName: 'Ann',
      lastName: 'Lee',
      middleName: 'M',
      photo: 'https://p/1.png',
      color: userModel(buildUser()).color,
    });
    expect(userModel(buildUser()).color).to.match(/^#[0-9a-f]{6}$/);
  });

  it('shows a message with every member that the protocol names', () => {
    const message = buildMessageView({
      seq: 3,
      rev: 5,
      mentions: [2 as UserId],
      preview: { url: 'https://example.com/', title: 'A page', description: null, imageUrl: null },
      clientId: 'c1',
      editedAt: Date.UTC(2026, 0, 2),
      replyTo: { id: 9 as MessageId, seq: 1, author: buildUser(), text: 'before' },
      reactions: [{ emoji: '👍', userIds: Array.from({ length: 25 }, (_, index) => (index + 1) as UserId) }],
      attachments: [
        buildAttachment({ id: 4 as FileId, size: 12, renditions: ['thumbnail'], width: 640, height: 480 }),
        buildAttachment({ id: 5 as FileId, status: 'processing' }),
      ],
    });
    expect(messageModel(message, BENCH_RENDERING)).to.deep.equal({
      id: 1003,
      channelId: 10,
      seq: 3,
      rev: 5,
      author: userModel(buildUser()),
      text: 'hello',
      attachments: [
        {
          id: 4,
          name: 'dot.png',
          size: 12,
          contentType: 'image/png',
          status: 'ready',
          url: 'https://chat.example/files/4/content?signed',
          thumbnailUrl: 'https://chat.example/files/4/thumbnail?signed',
          previewUrl: null,
          placeholder: null,
          width: 640,
          height: 480,
          duration: null,
          rejection: null,
          createdAt: '1970-01-01T00:00:00.000Z',
        },
        {
          id: 5,
          name: 'dot.png',
          size: 3,
          contentType: 'image/png',
          status: 'processing',
          url: null,
          thumbnailUrl: null,
          previewUrl: null,
          placeholder: null,
          width: null,
          height: null,
          duration: null,
          rejection: null,
          createdAt: '1970-01-01T00:00:00.000Z',
        },
      ],
      replyTo: { id: 9, seq: 1, author: userModel(buildUser()), text: 'before' },
      reactions: [{ emoji: '👍', count: 25, userIds: Array.from({ length: 20 }, (_, index) => index + 1) }],
      mentions: [2],
      preview: { url: 'https://example.com/', title: 'A page', description: null, imageUrl: null },
      clientId: 'c1',
      createdAt: '2026-01-01T00:00:00.000Z',
      editedAt: '2026-01-02T00:00:00.000Z',
      deletedAt: null,
    });
  });

  it('leaves clientId, preview and projectId out where there is none', () => {
    expect(messageModel(buildMessageView(), BENCH_RENDERING)).to.not.have.any.keys('clientId', 'preview');
    expect(channelModel(buildRoomView(), buildMember(), BENCH_RENDERING)).to.not.have.property('projectId');
    expect(channelModel(buildRoomView({ projectId: 5 }), buildMember(), BENCH_RENDERING).projectId).to.equal(
      5,
    );
  });

  it('gives a channel the part of its viewer', () => {
    const room = buildRoomView({ seq: 7, rev: 9 });
    const own = buildMember({ readSeq: 4, muted: true });
    const model = channelModel(room, own, BENCH_RENDERING);
    expect(model).to.include({ seq: 7, rev: 9, unread: 3, readSeq: 4, muted: true, ownerId: 1 });
    expect(model.members).to.deep.equal([
      { userId: 1, role: 'owner', readSeq: 0 },
      { userId: 2, role: 'member', readSeq: 0 },
    ]);
  });

  it('shows the last message only to a viewer who has not cleared it away', () => {
    const room = buildRoomView({ seq: 3, lastMessage: buildMessageView({ seq: 3 }) });
    const lastFor = (clearedSeq: number) =>
      channelModel(room, buildMember({ clearedSeq }), BENCH_RENDERING).lastMessage;
    expect(lastFor(2)?.seq).to.equal(3);
    expect(lastFor(3)).to.equal(null);
  });

  it('shows the first hundred members', () => {
    const members = Array.from({ length: 150 }, (_, index) => {
      const user = buildUser({ id: (index + 1) as UserId });
      return { userId: user.id, role: 'member' as const, readSeq: 0, user };
    });
    expect(membersOf(buildRoomView({ members }))).to.have.length(100);
  });

  it('says since when somebody is away', () => {
    const seen = Date.UTC(2026, 0, 1);
    expect(presenceModel({ userId: 1 as UserId, online: false, lastSeen: seen })).to.deep.equal({
      userId: 1,
      online: false,
      lastSeen: '2026-01-01T00:00:00.000Z',
    });
    expect(presenceModel({ userId: 1 as UserId, online: true, lastSeen: null }).lastSeen).to.equal(null);
  });
});
