import { firstRevAfterEpoch, type RoomForMember, type RoomId } from '@crosstalk/domain';
import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import { expectError } from './support/expect-error.js';
import { openStage, type Stage } from './support/open-stage.js';

describe('syncing rooms', () => {
  let stage: Stage;
  let group: RoomForMember;
  beforeEach(async () => {
    stage = await openStage();
    group = await stage.group();
  });
  const sync = (revs: readonly (readonly [RoomId, number])[], limit = 100) =>
    stage.useCases.syncRooms(stage.bob, { revs: new Map(revs), limit });

  it('brings posts, edits, deletions and reactions after the rev, each message once as it is now', async () => {
    const { useCases, ann } = stage;
    const { message: one } = await stage.post(ann, group, 'one');
    const { message: two } = await stage.post(ann, group, 'two');
    await stage.post(ann, group, 'three');
    await useCases.editMessage(ann, { messageId: one.id, text: 'one!' });
    await useCases.deleteMessage(ann, two.id);
    const { rooms, joined, left } = await sync([[group.room.id, 2]]);
    expect({ joined, left }).to.deep.equal({ joined: [], left: [] });
    const [synced] = rooms;
    expect(synced).to.include({ roomId: group.room.id, rev: 5, more: false });
    expect(synced?.changes.map(({ rev, seq, text }) => [rev, seq, text])).to.deep.equal([
      [3, 3, 'three'],
      [4, 1, 'one!'],
      [5, 2, ''],
    ]);
    expect(synced?.changes[0]?.authorRole).to.equal('owner');
    expect(synced?.room.member.userId).to.equal(stage.bob.userId);
  });

  it('tells who knows a later history than that of the backup to start over', async () => {
    await stage.post(stage.ann, group, 'one');
    await stage.post(stage.ann, group, 'two');
    const later = await sync([[group.room.id, 5]]);
    expect(later.rooms[0]).to.deep.include({ reset: true, rev: 2, more: false, changes: [] });
    stage.ports.messages.burn(group.room.id, { seq: 0, rev: firstRevAfterEpoch(2) - 2 });
    const rev = firstRevAfterEpoch(2);
    const before = await sync([[group.room.id, 2]]);
    expect(before.rooms[0]).to.deep.include({ reset: true, rev, more: false, changes: [] });
    const same = await sync([[group.room.id, rev]]);
    expect(same.rooms[0]).to.deep.include({ reset: false, rev, more: false, changes: [] });
    await stage.post(stage.ann, group, 'three');
    const next = await sync([[group.room.id, rev]]);
    expect(next.rooms[0]).to.deep.include({ reset: false, rev: rev + 1 });
    expect(next.rooms[0]?.changes.map(({ text }) => text)).to.deep.equal(['three']);
  });

  it('gives who knows nothing of the room all of it, through every epoch', async () => {
    await stage.post(stage.ann, group, 'one');
    stage.ports.messages.burn(group.room.id, { seq: 0, rev: firstRevAfterEpoch(1) - 1 });
    await stage.post(stage.ann, group, 'two');
    stage.ports.clock.advance(5_000);
    const { rooms } = await sync([[group.room.id, 0]]);
    expect(rooms[0]).to.deep.include({ reset: false, rev: firstRevAfterEpoch(1) + 1, more: false });
    expect(rooms[0]?.changes.map(({ text }) => text)).to.deep.equal(['one', 'two']);
  });

  it('ends before a young hole, and reports it as void when it is old', async () => {
    await stage.post(stage.ann, group, 'one');
    stage.ports.messages.burn(group.room.id, { seq: 1, rev: 1 });
    await stage.post(stage.ann, group, 'three');
    const young = await sync([[group.room.id, 0]]);
    expect(young.rooms[0]).to.include({ rev: 1, more: true });
    expect(young.rooms[0]?.changes.map((message) => message.rev)).to.deep.equal([1]);
    stage.ports.clock.advance(5_000);
    const old = await sync([[group.room.id, 1]]);
    expect(old.rooms[0]).to.include({ rev: 3, more: false });
    expect(old.rooms[0]?.voids).to.deep.equal([[2, 2]]);
  });

  it('judges a hole at the end by the time at which the room last moved', async () => {
    await stage.post(stage.ann, group, 'one');
    stage.ports.clock.advance(60_000);
    stage.ports.messages.burn(group.room.id, { seq: 1, rev: 1 });
    stage.ports.clock.advance(4_999);
    const young = await sync([[group.room.id, 1]]);
    expect(young.rooms[0]).to.deep.include({ rev: 1, more: true, voids: [] });
    stage.ports.clock.advance(1);
    const old = await sync([[group.room.id, 1]]);
    expect(old.rooms[0]).to.deep.include({ rev: 2, more: false, voids: [[2, 2]] });
  });

  it('takes a hole at the end for young when the room moved while it was read', async () => {
    await stage.post(stage.ann, group, 'one');
    stage.ports.clock.advance(60_000);
    const { messages } = stage.ports;
    const changesAfter = messages.changesAfter.bind(messages);
    messages.changesAfter = async (roomId, rev, limit) => {
      messages.burn(roomId, { seq: 1, rev: 1 });
      return changesAfter(roomId, rev, limit);
    };
    const { rooms } = await sync([[group.room.id, 0]]);
    expect(rooms[0]).to.deep.include({ rev: 1, more: true, voids: [] });
  });

  it('comes in pieces that join without a gap', async () => {
    for (let count = 1; count <= 5; count += 1) await stage.post(stage.ann, group, `${count}`);
    const texts: string[] = [];
    let rev = 0;
    for (let more = true; more; ) {
      const { rooms } = await sync([[group.room.id, rev]], 2);
      texts.push(...(rooms[0]?.changes.map((message) => message.text) ?? []));
      rev = rooms[0]?.rev ?? rev;
      more = rooms[0]?.more ?? false;
    }
    expect(texts).to.deep.equal(['1', '2', '3', '4', '5']);
  });

  it('tells which rooms were joined and left, and does not tell left from missing or foreign', async () => {
    const { useCases, ann, bob, eve } = stage;
    const other = await useCases.createRoom(ann, { type: 'direct', users: [bob.userId] });
    const foreign = await useCases.createRoom(ann, { type: 'direct', users: [eve.userId] });
    await useCases.leaveRoom(bob, group.room.id);
    const missing = 424_242 as RoomId;
    const { rooms, joined, left } = await sync([
      [group.room.id, 0],
      [foreign.room.id, 0],
      [missing, 0],
    ]);
    expect(rooms).to.deep.equal([]);
    expect(joined.map(({ room }) => room.id)).to.deep.equal([other.room.id]);
    expect(left).to.deep.equal([group.room.id, foreign.room.id, missing]);
  });

  it('finds a known room that is hidden from the list', async () => {
    stage.ports.world.patchMember(group.room.id, stage.bob.userId, {
      hiddenSeq: group.room.seq,
    });
    const { rooms, joined, left } = await sync([[group.room.id, 0]]);
    expect([rooms.length, joined.length, left.length]).to.deep.equal([1, 0, 0]);
  });

  it('leaves out what the member cleared', async () => {
    await stage.post(stage.ann, group, 'one');
    await stage.post(stage.ann, group, 'two');
    stage.ports.world.patchMember(group.room.id, stage.bob.userId, { clearedSeq: 1 });
    const { rooms } = await sync([[group.room.id, 0]]);
    expect(rooms[0]?.changes.map((message) => message.seq)).to.deep.equal([2]);
    expect(rooms[0]?.rev).to.equal(2);
  });

  it('starts a client over that is ahead of the room', async () => {
    await stage.post(stage.ann, group, 'one');
    const { rooms } = await sync([[group.room.id, 99]]);
    expect(rooms[0]).to.include({ rev: 1, more: false });
    expect(rooms[0]?.changes).to.deep.equal([]);
  });

  it('does not read the messages of a room that has not moved', async () => {
    await stage.post(stage.ann, group, 'one');
    stage.ports.messages.changesAfter = async () => {
      throw new Error('read');
    };
    const { rooms } = await sync([[group.room.id, 1]]);
    expect(rooms[0]).to.include({ rev: 1, more: false });
  });

  it('refuses more rooms than the limit', async () => {
    const revs = Array.from({ length: 501 }, (_, index) => [index as RoomId, 0] as const);
    await expectError(sync(revs), 'invalid');
  });
});
