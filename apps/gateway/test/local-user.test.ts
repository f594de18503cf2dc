import type { Member, MemberId, RoomId } from '@crosstalk/domain';
import { buildMember } from '@crosstalk/testing';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { LocalUser } from '../src/sessions/local-user.js';

const ROOM = 1 as RoomId;
const room = (id: number, readSeq = 0): Member => buildMember({ roomId: id as RoomId, readSeq });

describe('LocalUser', () => {
  it('does not enter a room again that was left while the list was read', async () => {
    const user = new LocalUser();
    await user.readRooms(async () => {
      user.leave(2 as RoomId);
      return [room(1), room(2)];
    });
    expect([...user.rooms()]).to.deep.equal([1]);
  });

  it('enters a room that was left and joined again meanwhile', async () => {
    const user = new LocalUser();
    await user.readRooms(async () => {
      user.leave(2 as RoomId);
      user.enter(room(2));
      return [room(2)];
    });
    expect([...user.rooms()]).to.deep.equal([2]);
  });

  it('takes no notice of a departure before the last entry', () => {
    const user = new LocalUser();
    user.enter(room(1), 7);
    expect(user.leave(1 as RoomId, 6)).to.equal(false);
    expect([...user.rooms()]).to.deep.equal([1]);
    expect(user.leave(1 as RoomId, 8)).to.equal(true);
    expect([...user.rooms()]).to.deep.equal([]);
  });

  it('moves the read mark forward, by one’s own messages only when the rest is read', () => {
    const user = new LocalUser();
    user.enter(room(1, 3));
    user.posted(1 as RoomId, 5);
    expect(user.stateOf(1 as RoomId)?.readSeq).to.equal(3);
    user.read(1 as RoomId, 5);
    user.posted(1 as RoomId, 6);
    user.read(1 as RoomId, 2);
    expect(user.stateOf(1 as RoomId)?.readSeq).to.equal(6);
  });

  it('counts what was cleared as read when one’s own message follows it', () => {
    const user = new LocalUser();
    user.enter(buildMember({ roomId: ROOM, readSeq: 1, clearedSeq: 4 }));
    user.posted(ROOM, 6);
    expect(user.stateOf(ROOM)?.readSeq, 'something in between').to.equal(1);
    user.posted(ROOM, 5);
    expect(user.stateOf(ROOM)?.readSeq).to.equal(5);
  });

  it('follows clearing, moves no mark of a membership back, and begins anew with another one', () => {
    const user = new LocalUser();
    const member = buildMember({ roomId: ROOM, id: 7 as MemberId, readSeq: 3 });
    user.enter(member);
    user.enter({ ...member, clearedSeq: 3, muted: true });
    user.enter({ ...member, readSeq: 2 });
    expect(user.stateOf(ROOM)).to.deep.include({ id: 7, readSeq: 3, clearedSeq: 3, muted: false });
    user.enter(buildMember({ roomId: ROOM, id: 8 as MemberId }));
    expect(user.stateOf(ROOM)).to.deep.include({ id: 8, readSeq: 0, clearedSeq: 0 });
  });
});
