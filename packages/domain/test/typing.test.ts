import type { RoomForMember } from '@crosstalk/domain';
import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import { TypingBoard } from '../src/typing/typing-board.js';
import { openStage, type Stage } from './support/open-stage.js';

describe('typing', () => {
  let stage: Stage;
  let group: RoomForMember;
  beforeEach(async () => {
    stage = await openStage();
    group = await stage.group();
  });
  const type = (on: boolean) => stage.useCases.setTyping(stage.ann, { roomId: group.room.id, on });
  const told = () => stage.ports.events.ofType('typing.changed').map(({ on }) => on);

  it('is told to the room at most once in 3 seconds', async () => {
    await type(true);
    await type(true);
    stage.ports.timers.advance(2_999);
    await type(true);
    expect(told()).to.deep.equal([true]);
    stage.ports.timers.advance(1);
    await type(true);
    expect(told()).to.deep.equal([true, true]);
    expect(stage.ports.events.story()[0]).to.equal(`room:${group.room.id} typing.changed`);
  });

  it('ends by itself 6 seconds after the last notice, also a silent one', async () => {
    await type(true);
    stage.ports.timers.advance(2_000);
    await type(true);
    stage.ports.timers.advance(5_999);
    expect(told()).to.deep.equal([true]);
    stage.ports.timers.advance(1);
    expect(told()).to.deep.equal([true, false]);
    expect(stage.ports.timers.size).to.equal(0);
  });

  it('ends when told so, once, and never without a beginning', async () => {
    await type(false);
    await type(true);
    await type(false);
    await type(false);
    expect(told()).to.deep.equal([true, false]);
    stage.ports.timers.advance(10_000);
    expect(told()).to.deep.equal([true, false]);
    expect(stage.ports.timers.size).to.equal(0);
  });

  it('does not get around the limit by ending in between', async () => {
    await type(true);
    await type(false);
    await type(true);
    expect(told()).to.deep.equal([true, false]);
    stage.ports.timers.advance(10_000);
    expect(told(), 'nothing expires that was not told').to.deep.equal([true, false]);
    await type(true);
    expect(told()).to.deep.equal([true, false, true]);
  });

  it('is not told in large rooms', async () => {
    stage.ports.world.patchRoom(group.room.id, { memberCount: 201 });
    await type(true);
    expect(told()).to.deep.equal([]);
  });

  it('keeps a bounded number of people in mind', () => {
    const board = new TypingBoard({ ...stage.ports, capacity: 3 });
    for (let person = 0; person < 10; person += 1) board.start(`${person}`, () => {});
    expect(board.size).to.equal(3);
    expect(stage.ports.timers.size).to.equal(3);
  });
});
