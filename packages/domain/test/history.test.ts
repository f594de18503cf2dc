import type { RoomForMember } from '@crosstalk/domain';
import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import { expectError } from './support/expect-error.js';
import { openStage, type Stage } from './support/open-stage.js';

describe('reading history', () => {
  let stage: Stage;
  let group: RoomForMember;
  beforeEach(async () => {
    stage = await openStage();
    group = await stage.group();
    for (let count = 1; count <= 7; count += 1) await stage.post(stage.ann, group, `message ${count}`);
  });
  const read = async (cursor: object) => {
    const input = { roomId: group.room.id, limit: 3, ...cursor };
    const { messages, hasMore } = await stage.useCases.readHistory(stage.bob, input);
    return { seqs: messages.map((message) => message.seq), hasMore };
  };

  it('begins with the newest page and goes back with before', async () => {
    expect(await read({})).to.deep.equal({ seqs: [5, 6, 7], hasMore: true });
    expect(await read({ before: 5 })).to.deep.equal({ seqs: [2, 3, 4], hasMore: true });
    expect(await read({ before: 2 })).to.deep.equal({ seqs: [1], hasMore: false });
  });

  it('goes forward with after', async () => {
    expect(await read({ after: 2 })).to.deep.equal({ seqs: [3, 4, 5], hasMore: true });
    expect(await read({ after: 4 })).to.deep.equal({ seqs: [5, 6, 7], hasMore: false });
  });

  it('puts a message in the middle with around', async () => {
    expect(await read({ around: 4 })).to.deep.equal({ seqs: [3, 4, 5], hasMore: true });
    expect(await read({ around: 4, limit: 100 })).to.deep.equal({
      seqs: [1, 2, 3, 4, 5, 6, 7],
      hasMore: false,
    });
  });

  it('refuses two cursors at once and clamps the limit', async () => {
    await expectError(read({ before: 5, after: 2 }), 'invalid');
    expect((await read({ limit: 0 })).seqs).to.deep.equal([7]);
    expect((await read({ limit: 1_000_000 })).seqs).to.have.length(7);
  });

  it('leaves out what the member cleared and shows deleted messages without content', async () => {
    stage.ports.world.patchMember(group.room.id, stage.bob.userId, { clearedSeq: 5 });
    const { messages } = await stage.useCases.readHistory(stage.ann, { roomId: group.room.id, limit: 1 });
    await stage.useCases.deleteMessage(stage.ann, messages[0]?.id ?? (0 as never));
    const page = await stage.useCases.readHistory(stage.bob, { roomId: group.room.id, limit: 10 });
    expect(page.hasMore).to.equal(false);
    expect(page.messages.map(({ seq, text }) => `${seq} ${text}`)).to.deep.equal(['6 message 6', '7 ']);
    expect(page.messages[1]?.deletedAt).to.be.a('number');
  });

  it('shows the role that each author has in the room, and member for who left', async () => {
    await stage.post(stage.cyd, group, 'bye');
    await stage.useCases.leaveRoom(stage.cyd, group.room.id);
    const page = await stage.useCases.readHistory(stage.bob, { roomId: group.room.id, limit: 2 });
    const shown = page.messages.map(({ author, authorRole }) => `${author.firstName} ${authorRole}`);
    expect(shown).to.deep.equal(['Ann owner', 'Cyd member']);
  });

  it('is closed to outsiders', async () => {
    const input = { roomId: group.room.id, limit: 3 };
    await expectError(stage.useCases.readHistory(stage.eve, input), 'not_found');
  });
});
