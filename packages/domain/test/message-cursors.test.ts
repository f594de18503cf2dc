import type { MessageId, RoomForMember } from '@crosstalk/domain';
import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import { expectError } from './support/expect-error.js';
import { openStage, type Stage } from './support/open-stage.js';

describe('a message as a cursor', () => {
  let stage: Stage;
  let group: RoomForMember;
  let ids: readonly MessageId[];
  beforeEach(async () => {
    stage = await openStage();
    group = await stage.group();
    const posts = [];
    for (const text of ['one', 'two', 'three', 'four']) posts.push(await stage.post(stage.ann, group, text));
    ids = posts.map(({ message }) => message.id);
  });
  const idOf = (seq: number): MessageId => ids[seq - 1] ?? (0 as MessageId);
  const before = async (beforeMessage: MessageId, cursor: object = {}) => {
    const input = { roomId: group.room.id, limit: 2, beforeMessage, ...cursor };
    const { messages, hasMore } = await stage.useCases.readHistory(stage.bob, input);
    return { seqs: messages.map(({ seq }) => seq), hasMore };
  };
  const readUpTo = (upToMessage: MessageId) =>
    stage.useCases.markRead(stage.bob, { roomId: group.room.id, upToMessage });

  it('ends a page before it', async () => {
    expect(await before(idOf(4))).to.deep.equal({ seqs: [2, 3], hasMore: true });
    expect(await before(idOf(3))).to.deep.equal({ seqs: [1, 2], hasMore: false });
    expect(await before(idOf(1))).to.deep.equal({ seqs: [], hasMore: false });
  });

  it('is the only one', async () => {
    for (const cursor of [{ before: 3 }, { after: 1 }, { around: 2 }]) {
      await expectError(before(idOf(4), cursor), 'invalid');
    }
  });

  it('moves the read mark up to it, and never back', async () => {
    expect(await readUpTo(idOf(3))).to.deep.equal({ readSeq: 3, unread: 1 });
    expect(await readUpTo(idOf(2))).to.deep.equal({ readSeq: 3, unread: 1 });
    expect(await readUpTo(idOf(4))).to.deep.equal({ readSeq: 4, unread: 0 });
  });

  it('works when it is deleted', async () => {
    await stage.useCases.deleteMessage(stage.ann, idOf(3));
    expect((await before(idOf(3))).seqs).to.deep.equal([1, 2]);
    expect((await readUpTo(idOf(3))).readSeq).to.equal(3);
  });

  it('is refused in one answer when it is of another room, cleared or unknown', async () => {
    const other = await stage.group('Other');
    const foreign = (await stage.post(stage.ann, other, 'elsewhere')).message.id;
    stage.ports.world.patchMember(group.room.id, stage.bob.userId, { clearedSeq: 2 });
    for (const id of [foreign, idOf(2), 424_242 as MessageId]) {
      const page = await expectError(before(id), 'invalid');
      expect(page.fields).to.have.all.keys('beforeMessage');
      const mark = await expectError(readUpTo(id), 'invalid');
      expect(mark.fields).to.have.all.keys('upToMessage');
      expect([page.fields?.beforeMessage, mark.fields?.upToMessage]).to.deep.equal([
        'no such message in this room',
        'no such message in this room',
      ]);
    }
    expect(await before(idOf(4))).to.deep.equal({ seqs: [3], hasMore: false });
    expect((await readUpTo(idOf(3))).readSeq).to.equal(3);
  });

  it('tells an outsider nothing about the room', async () => {
    const { useCases, eve } = stage;
    const roomId = group.room.id;
    const page = useCases.readHistory(eve, { roomId, limit: 1, beforeMessage: idOf(2) });
    await expectError(page, 'not_found');
    await expectError(useCases.markRead(eve, { roomId, upToMessage: idOf(2) }), 'not_found');
  });
});
