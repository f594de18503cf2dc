import type { RoomForMember } from '@crosstalk/domain';
import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import { openStage, type Stage } from './support/open-stage.js';

describe('marking as read', () => {
  let stage: Stage;
  let group: RoomForMember;
  beforeEach(async () => {
    stage = await openStage();
    group = await stage.group();
  });
  const read = (actor: Stage['ann'], seq?: number) =>
    stage.useCases.markRead(actor, { roomId: group.room.id, seq });

  it('reads everything, tells the room which messages and the own devices what is left', async () => {
    const { ann, bob, ports } = stage;
    await stage.post(ann, group, 'one');
    await stage.post(ann, group, 'two');
    ports.events.clear();
    expect(await read(bob)).to.deep.equal({ readSeq: 2, unread: 0 });
    const [told] = ports.events.ofType('room.read');
    expect(told).to.deep.include({ userId: bob.userId, previousReadSeq: 0, readSeq: 2, origin: bob.origin });
    expect(told?.messages.map(({ seq, authorId, first }) => [seq, authorId, first])).to.deep.equal([
      [1, ann.userId, true],
      [2, ann.userId, true],
    ]);
    expect(ports.events.published[1]).to.deep.include({ channel: `user:${bob.userId}` });
    expect(ports.events.ofType('unread.changed')[0]).to.include({ unread: 0, readSeq: 2 });
  });

  it('reads up to a message that is named, and tells which', async () => {
    const { ann, bob, ports } = stage;
    const [, second] = [await stage.post(ann, group, 'one'), await stage.post(ann, group, 'two')];
    await stage.post(ann, group, 'three');
    ports.events.clear();
    const upToMessage = second.message.id;
    const outcome = await stage.useCases.markRead(bob, { roomId: group.room.id, upToMessage });
    expect(outcome).to.deep.equal({ readSeq: 2, unread: 1 });
    expect(ports.events.ofType('room.read')[0]).to.include({ upToMessage });
    await read(bob);
    expect(ports.events.ofType('room.read')[1]).to.not.have.property('upToMessage');
  });

  it('never moves back, stops at the newest message, and then tells nobody', async () => {
    const { ann, bob, ports } = stage;
    for (const text of ['one', 'two', 'three']) await stage.post(ann, group, text);
    expect(await read(bob, 2)).to.deep.equal({ readSeq: 2, unread: 1 });
    ports.events.clear();
    expect(await read(bob, 1)).to.deep.equal({ readSeq: 2, unread: 1 });
    expect(ports.events.published).to.deep.equal([]);
    expect(await read(bob, 1_000)).to.deep.equal({ readSeq: 3, unread: 0 });
  });

  it('says first only to the first reader who is not the author', async () => {
    const { ann, bob, cyd, ports } = stage;
    await stage.post(ann, group, 'one');
    await read(bob);
    ports.events.clear();
    await read(cyd);
    expect(ports.events.ofType('room.read')[0]?.messages.map(({ first }) => first)).to.deep.equal([false]);
  });

  it('does not count the author as a reader of the own message', async () => {
    const { ann, bob, cyd, ports } = stage;
    await stage.post(ann, group, 'one');
    await stage.post(bob, group, 'two');
    await stage.post(ann, group, 'three');
    await read(bob, 2);
    ports.events.clear();
    await read(cyd);
    const [told] = ports.events.ofType('room.read');
    expect(told?.messages.map(({ seq, first }) => [seq, first])).to.deep.equal([
      [1, false],
      [2, true],
      [3, true],
    ]);
  });

  it('comes in slices of 500, oldest first, each a step of the mark, the newest 5,000 at most', async () => {
    const { ann, bob, ports } = stage;
    const { id: roomId } = group.room;
    ports.messages.refs = async (_roomId, { fromSeq, toSeq, limit }) => {
      expect(limit).to.equal(5_000);
      return Array.from({ length: toSeq - fromSeq }, (_, index) => ({
        id: (fromSeq + index + 1) as never,
        seq: fromSeq + index + 1,
        authorId: ann.userId,
      }));
    };
    ports.world.patchRoom(roomId, { seq: 5_700 });
    await read(bob);
    const told = ports.events.ofType('room.read');
    expect(told).to.have.length(10);
    expect(told.map(({ previousReadSeq, readSeq }) => [previousReadSeq, readSeq]).slice(0, 2)).to.deep.equal([
      [0, 1_200],
      [1_200, 1_700],
    ]);
    expect(told[0]?.messages[0]?.seq).to.equal(701);
    expect(told.at(-1)).to.include({ previousReadSeq: 5_200, readSeq: 5_700 });
  });

  it('tells the room of the mark even when only own messages were new', async () => {
    const { bob, ports } = stage;
    await stage.post(bob, group, 'mine');
    ports.world.patchMember(group.room.id, bob.userId, { readSeq: 0 });
    ports.events.clear();
    await read(bob);
    expect(ports.events.ofType('room.read')[0]).to.deep.include({ readSeq: 1, messages: [] });
  });
});
