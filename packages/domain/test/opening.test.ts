import type { FileId, MessageId } from '@crosstalk/domain';
import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import { expectError } from './support/expect-error.js';
import { openStage, type Stage } from './support/open-stage.js';

describe('a room that its first message opens', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage();
  });

  const direct = (opening: object) => {
    const { useCases, ann, bob } = stage;
    return useCases.createRoom(ann, { type: 'direct', users: [bob.userId], opening });
  };

  for (const [what, opening, field] of [
    ['blank', { text: ' ' }, 'text'],
    ['about a file that is not there', { text: 'look', fileIds: [4_711 as FileId] }, 'fileIds.0'],
    ['the answer to a message of elsewhere', { text: 'yes', replyTo: 4_711 as MessageId }, 'replyTo'],
  ] as const) {
    it(`is not made for a message that is ${what}`, async () => {
      const error = await expectError(direct(opening), 'invalid');
      expect(Object.keys(error.fields ?? {})).to.deep.equal([field]);
      expect(stage.ports.world.rooms.size).to.equal(0);
    });
  }

  it('is made for one that can be posted, which is left to the caller', async () => {
    const { room, created } = await direct({ text: 'hello' });
    expect(created).to.equal(true);
    expect(room.seq).to.equal(0);
  });

  it('leaves the answer to a message to a room that is there', async () => {
    await direct({ text: 'hello' });
    expect((await direct({ text: 'yes', replyTo: 4_711 as MessageId })).created).to.equal(false);
  });
});
