import type { RoomForMember } from '@crosstalk/domain';
import { unreadOf } from '@crosstalk/domain';
import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import { openStage, type Stage } from './support/open-stage.js';

describe('clearing a room', () => {
  let stage: Stage;
  let group: RoomForMember;
  beforeEach(async () => {
    stage = await openStage();
    group = await stage.group();
    for (const text of ['one', 'two']) await stage.post(stage.ann, group, text);
    stage.ports.events.clear();
  });
  const clear = (hide = false) => stage.useCases.clearRoom(stage.bob, { roomId: group.room.id, hide });
  const textsOf = async (actor: Stage['ann']): Promise<readonly string[]> => {
    const page = await stage.useCases.readHistory(actor, { roomId: group.room.id, limit: 100 });
    return page.messages.map(({ text }) => text);
  };
  const listOf = async (actor: Stage['ann']): Promise<readonly number[]> =>
    (await stage.useCases.listRooms(actor, { limit: 100 })).rooms.map(({ room }) => room.id);

  it('takes what was written out of the caller’s view and leaves it to the others', async () => {
    const { member } = await clear();
    expect(member).to.include({ clearedSeq: 2, hiddenSeq: null });
    expect(await textsOf(stage.bob)).to.deep.equal([]);
    expect(await textsOf(stage.cyd)).to.deep.equal(['one', 'two']);
    await stage.post(stage.ann, group, 'three');
    expect(await textsOf(stage.bob)).to.deep.equal(['three']);
  });

  it('leaves nothing unread, and tells the caller’s own devices alone', async () => {
    const { room, member } = await clear();
    expect(unreadOf(room, member)).to.equal(0);
    const { bob, ports } = stage;
    const told = { type: 'member.updated', change: 'cleared', userId: bob.userId, room, member };
    expect(ports.events.published).to.deep.equal([
      { channel: `user:${bob.userId}`, event: { ...told, origin: bob.origin } },
    ]);
  });

  it('keeps the room in the list unless it is to be hidden', async () => {
    await clear();
    expect(await listOf(stage.bob)).to.deep.equal([group.room.id]);
    expect((await clear(true)).member.hiddenSeq).to.equal(2);
    expect(stage.ports.events.ofType('member.updated').map(({ change }) => change)).to.deep.equal([
      'cleared',
      'hidden',
    ]);
    expect(await listOf(stage.bob)).to.deep.equal([]);
    expect(await listOf(stage.cyd)).to.deep.equal([group.room.id]);
    expect((await stage.useCases.getRoom(stage.bob, group.room.id)).room.id).to.equal(group.room.id);
  });

  it('hides until somebody writes, whoever it is', async () => {
    for (const author of [stage.ann, stage.bob]) {
      await clear(true);
      await stage.post(author, group, 'again');
      expect(await listOf(stage.bob)).to.deep.equal([group.room.id]);
    }
  });

  it('reads a message of one’s own that comes right after it', async () => {
    await clear();
    await stage.post(stage.bob, group, 'mine');
    const { room, member } = await stage.useCases.getRoom(stage.bob, group.room.id);
    expect(unreadOf(room, member)).to.equal(0);
  });

  it('does not tell the others that what was cleared was read', async () => {
    await clear();
    await stage.post(stage.ann, group, 'three');
    stage.ports.events.clear();
    expect(await stage.useCases.markRead(stage.bob, { roomId: group.room.id })).to.include({ unread: 0 });
    const [told] = stage.ports.events.ofType('room.read');
    expect(told?.messages.map(({ seq }) => seq)).to.deep.equal([3]);
  });
});

describe('a direct room that was put away', () => {
  let stage: Stage;
  let direct: RoomForMember;
  const make = (actor: Stage['ann'], other: Stage['ann'], options: object = {}) =>
    stage.useCases.createRoom(actor, { type: 'direct', users: [other.userId], ...options });
  beforeEach(async () => {
    stage = await openStage();
    direct = await make(stage.ann, stage.bob);
    await stage.useCases.clearRoom(stage.ann, { roomId: direct.room.id, hide: true });
    stage.ports.events.clear();
  });

  it('comes back when its owner makes it again, on all of their devices', async () => {
    const { useCases, ann, bob, ports } = stage;
    const again = await make(ann, bob);
    expect(again).to.include({ created: false });
    expect(again.member).to.include({ userId: ann.userId, hiddenSeq: null });
    const { room, member } = again;
    expect(ports.events.published).to.deep.equal([
      {
        channel: `user:${ann.userId}`,
        event: {
          type: 'member.updated',
          change: 'shown',
          userId: ann.userId,
          room,
          member,
          origin: ann.origin,
        },
      },
    ]);
    expect((await useCases.listRooms(ann, { limit: 5 })).rooms).to.have.length(1);
    await make(ann, bob);
    expect(ports.events.published, 'it was there').to.have.length(1);
  });

  it('stays away when the other one makes it', async () => {
    const { useCases, ann, bob, ports } = stage;
    await make(bob, ann);
    expect(ports.events.published).to.deep.equal([]);
    expect((await useCases.listRooms(ann, { limit: 5 })).rooms).to.deep.equal([]);
  });

  it('says nothing when a message has brought it back before', async () => {
    const { ann, bob, ports } = stage;
    await stage.post(bob, direct, 'hello');
    ports.events.clear();
    await make(ann, bob);
    expect(ports.events.published).to.deep.equal([]);
  });
});
