import { createRoomViews, type RoomForMember, type RoomId } from '@crosstalk/domain';
import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import { openStage, type Stage } from './support/open-stage.js';

describe('views of rooms for a node', () => {
  let stage: Stage;
  let older: RoomForMember;
  let newer: RoomForMember;
  beforeEach(async () => {
    stage = await openStage();
    older = await stage.group('older');
    newer = await stage.group('newer');
    stage.ports.clock.advance(1_000);
    await stage.post(stage.ann, newer, 'hello');
  });

  it('are those of the newest rooms of a user, with members and newest message', async () => {
    const views = createRoomViews(stage.ports);
    const rooms = await views.newestOf(stage.bob.userId, 10);
    expect(rooms.map((room) => [room.title, room.members.length, room.lastMessage?.text])).to.deep.equal([
      ['newer', 3, 'hello'],
      ['older', 3, undefined],
    ]);
    expect((await views.newestOf(stage.bob.userId, 1)).map(({ id }) => id)).to.deep.equal([newer.room.id]);
    expect(await views.newestOf(stage.eve.userId, 10)).to.deep.equal([]);
  });

  it('are that of one room, or null when there is none', async () => {
    const views = createRoomViews(stage.ports);
    expect(await views.find(older.room.id)).to.deep.include({ title: 'older', memberCount: 3 });
    expect(await views.find(9_999 as RoomId)).to.equal(null);
  });
});
