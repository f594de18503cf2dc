import { expect } from 'chai';
import { describe, it } from 'mocha';
import { expectError } from './support/expect-error.js';
import { openStage } from './support/open-stage.js';

describe('searching messages', () => {
  it('finds what the caller can see, newest first, in all rooms or in one', async () => {
    const stage = await openStage();
    const { useCases, ann, bob, eve, ports } = stage;
    const first = await stage.group('one');
    const second = await stage.group('two');
    const foreign = await useCases.createRoom(ann, { type: 'direct', users: [eve.userId] });
    const say = async (room: typeof first, text: string) => {
      ports.clock.advance(1);
      return (await stage.post(ann, room, text)).message.id;
    };
    await say(first, 'apple cleared');
    const old = await say(first, 'an Apple pie');
    const recent = await say(second, 'apple tree');
    const deleted = await say(second, 'apple deleted');
    await say(foreign, 'apple of another room');
    await useCases.deleteMessage(ann, deleted);
    ports.world.patchMember(first.room.id, bob.userId, { clearedSeq: 1 });
    const found = async (query: string, roomId?: typeof first.room.id) =>
      (await useCases.searchMessages(bob, { query, roomId })).map((message) => message.id);
    expect(await found('appl')).to.deep.equal([recent, old]);
    expect(await found('apple pi')).to.deep.equal([old]);
    expect(await found('apple', second.room.id)).to.deep.equal([recent]);
    expect(await found('nothing')).to.deep.equal([]);
    await expectError(found('apple', foreign.room.id), 'not_found');
    await expectError(found(' '), 'invalid');
  });

  it('does not trust an index that is behind', async () => {
    const stage = await openStage();
    const group = await stage.group();
    const { message } = await stage.post(stage.ann, group, 'apple');
    await stage.useCases.deleteMessage(stage.ann, message.id);
    stage.ports.search.search = async () => [message.id];
    expect(await stage.useCases.searchMessages(stage.ann, { query: 'apple' })).to.deep.equal([]);
  });
});
