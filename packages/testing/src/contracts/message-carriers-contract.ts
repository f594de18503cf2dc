import type { CreatedRoom, FileId, Message } from '@crosstalk/domain';
import { expect } from 'chai';
import { after, before, beforeEach, describe, it } from 'mocha';
import { draftIn, groupOf, newUserIds, ownerOf, present } from './sample.js';
import type { MakeStores, StoresUnderTest } from './stores-under-test.js';

let lastFile = 7_000_000;

/** How a message log finds what carries a file, and lets clients look at it again. */
export function messageCarriersContract(name: string, makeStores: MakeStores): void {
  describe(`${name} knows which messages carry a file`, () => {
    let stores: StoresUnderTest;
    let file: FileId;
    let rooms: readonly CreatedRoom[];
    before(async () => {
      stores = await makeStores();
    });
    after(() => stores.close());
    beforeEach(async () => {
      lastFile += 2;
      file = lastFile as FileId;
      rooms = [
        await stores.rooms.create(groupOf(newUserIds(2))),
        await stores.rooms.create(groupOf(newUserIds(2))),
      ];
    });

    const post = async (room: CreatedRoom | undefined, ...fileIds: readonly number[]): Promise<Message> => {
      const { room: at, members } = present(room);
      const draft = draftIn(at.id, ownerOf({ room: at, members, created: true }), {
        fileIds: fileIds as readonly FileId[],
      });
      const appended = await stores.messages.append(draft, { stateRev: 1 });
      if (appended.outcome !== 'stored') throw new Error(appended.outcome);
      return appended.message;
    };

    it('by room, with the newest of them, and by message', async () => {
      await post(rooms[0]);
      const one = await post(rooms[0], file);
      const two = await post(rooms[0], file + 1, file);
      const three = await post(rooms[1], file);
      await post(rooms[1], file + 1);
      expect(await stores.messages.roomsCarrying(file)).to.have.deep.members([
        { roomId: two.roomId, seq: two.seq },
        { roomId: three.roomId, seq: three.seq },
      ]);
      const carriers = [one, two, three]
        .map(({ id, roomId }) => ({ id, roomId }))
        .sort((a, b) => a.id - b.id);
      expect(await stores.messages.carriersOf(file, { limit: 10 })).to.deep.equal(carriers);
      expect(await stores.messages.carriersOf(file, { limit: 2 })).to.deep.equal(carriers.slice(0, 2));
      const after = present(carriers[0]).id;
      expect(await stores.messages.carriersOf(file, { after, limit: 10 })).to.deep.equal(carriers.slice(1));
    });

    it('and that none does any more', async () => {
      const message = await post(rooms[0], file);
      await stores.messages.change({ roomId: message.roomId, id: message.id }, { kind: 'delete' }, 1);
      expect(await stores.messages.roomsCarrying(file)).to.deep.equal([]);
      expect(await stores.messages.carriersOf(file, { limit: 10 })).to.deep.equal([]);
      expect(await stores.messages.roomsCarrying((file + 1) as FileId)).to.deep.equal([]);
    });

    it('and gives such a message a new rev without an edit', async () => {
      const message = await post(rooms[0], file);
      await post(rooms[0]);
      const target = { roomId: message.roomId, id: message.id };
      const changed = present(await stores.messages.change(target, { kind: 'refresh' }, 99));
      expect(changed).to.deep.equal({ message: { ...message, rev: 3 }, stateRev: 1, voided: [] });
      expect(await stores.messages.find(message.id)).to.deep.equal({ ...message, rev: 3 });
      const { messages, knownRevs } = present(await stores.messages.changesAfter(message.roomId, 0, 10));
      expect(messages.map(({ id }) => id)).to.include(message.id);
      expect(knownRevs).to.deep.equal([1, 2, 3]);
      await stores.messages.change(target, { kind: 'delete' }, 100);
      expect(await stores.messages.change(target, { kind: 'refresh' }, 101)).to.equal(null);
    });
  });
}
