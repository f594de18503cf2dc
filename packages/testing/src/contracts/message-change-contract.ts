import type { Changed, CreatedRoom, Message, MessageChange } from '@crosstalk/domain';
import { expect } from 'chai';
import { after, before, beforeEach, describe, it } from 'mocha';
import { draftIn, groupOf, newUserIds, ownerOf, present } from './sample.js';
import type { MakeStores, StoresUnderTest } from './stores-under-test.js';

/** How a message log changes what is in it: edit, delete, react. */
export function messageChangeContract(name: string, makeStores: MakeStores): void {
  describe(`${name} changes messages`, () => {
    let stores: StoresUnderTest;
    let created: CreatedRoom;
    let message: Message;
    before(async () => {
      stores = await makeStores();
    });
    after(() => stores.close());
    beforeEach(async () => {
      created = await stores.rooms.create(groupOf(newUserIds(3)));
      const draft = draftIn(created.room.id, ownerOf(created), {
        fileIds: [3] as never,
        mentions: newUserIds(1),
      });
      const appended = await stores.messages.append(draft, { stateRev: 1 });
      if (appended.outcome !== 'stored') throw new Error(appended.outcome);
      message = appended.message;
    });

    const change = (what: MessageChange, at = 1_700_000_000_000): Promise<Changed | null> =>
      stores.messages.change({ roomId: created.room.id, id: message.id }, what, at);
    const react = (userId: number, emoji: string, on = true): Promise<Changed | null> =>
      change({ kind: 'react', userId: userId as never, emoji, on });

    it('edits the text under a new rev, literally', async () => {
      const mentions = newUserIds(2);
      const changed = present(await change({ kind: 'edit', text: '$author $$ROOT', mentions }));
      expect(changed).to.deep.equal({
        message: { ...message, text: '$author $$ROOT', mentions, rev: 2, editedAt: 1_700_000_000_000 },
        stateRev: 1,
        voided: [],
      });
      expect(await stores.messages.find(message.id)).to.deep.equal(changed.message);
      const head = present((await stores.rooms.heads([created.room.id])).get(created.room.id));
      expect(head).to.deep.equal({ seq: 1, rev: 2, stateRev: 1 });
    });

    it('leaves a tombstone of what is deleted', async () => {
      await react(5, '👍');
      const changed = present(await change({ kind: 'delete' }, 42));
      const gone = { text: '', fileIds: [], mentions: [], reactions: [] };
      expect(changed.message).to.deep.equal({ ...message, ...gone, rev: 3, deletedAt: 42 });
    });

    it('changes nothing that is deleted, missing or in another room', async () => {
      await change({ kind: 'delete' });
      expect(await change({ kind: 'edit', text: 'late', mentions: [] })).to.equal(null);
      expect(await change({ kind: 'delete' })).to.equal(null);
      const elsewhere = await stores.rooms.create(groupOf(newUserIds(2)));
      const target = { roomId: elsewhere.room.id, id: message.id };
      expect(await stores.messages.change(target, { kind: 'delete' }, 1)).to.equal(null);
      const missing = { roomId: created.room.id, id: (2 ** 50) as never };
      expect(await stores.messages.change(missing, { kind: 'delete' }, 1)).to.equal(null);
    });

    it('gathers who reacted, once each, in the order of the first', async () => {
      await react(5, '👍');
      await react(6, '$emoji');
      await react(6, '👍');
      const changed = present(await react(7, '👍'));
      expect(changed.message.reactions).to.deep.equal([
        { emoji: '👍', userIds: [5, 6, 7] },
        { emoji: '$emoji', userIds: [6] },
      ]);
      const again = present(await react(7, '👍'));
      expect(again.message.reactions).to.deep.equal(changed.message.reactions);
    });

    it('drops a reaction with its last user', async () => {
      await react(5, '👍');
      await react(6, '👍');
      await react(5, '👎');
      await react(5, '👍', false);
      const changed = present(await react(5, '👎', false));
      expect(changed.message.reactions).to.deep.equal([{ emoji: '👍', userIds: [6] }]);
      const nothing = present(await react(9, '👍', false));
      expect(nothing.message.reactions).to.deep.equal([{ emoji: '👍', userIds: [6] }]);
    });

    it('keeps every one of the changes that are made at once', async () => {
      const changed = await Promise.all(Array.from({ length: 8 }, (_, index) => react(100 + index, '🎉')));
      const reactions = present(await stores.messages.find(message.id)).reactions;
      expect([...(reactions[0]?.userIds ?? [])].sort()).to.deep.equal([
        100, 101, 102, 103, 104, 105, 106, 107,
      ]);
      const revs = changed.flatMap((one) => [present(one).message.rev, ...present(one).voided]);
      const { head, knownRevs } = present(await stores.messages.changesAfter(created.room.id, 0, 100));
      expect(revs.sort((a, b) => a - b)).to.deep.equal(
        Array.from({ length: head.rev - 1 }, (_, index) => index + 2),
      );
      expect(knownRevs).to.deep.equal(Array.from({ length: head.rev }, (_, index) => index + 1));
    });

    it('tells what changed after a rev, in the order of the changes, replaced revs included', async () => {
      const draft = draftIn(created.room.id, ownerOf(created), { text: 'second' });
      await stores.messages.append(draft, { stateRev: 1 });
      await change({ kind: 'edit', text: 'edited', mentions: [] });
      const all = present(await stores.messages.changesAfter(created.room.id, 0, 10));
      expect(all.messages.map(({ text, rev }) => [text, rev])).to.deep.equal([
        ['second', 2],
        ['edited', 3],
      ]);
      expect(all.knownRevs).to.deep.equal([1, 2, 3]);
      expect(all.changedAt).to.have.length(2);
      expect(all.head).to.deep.equal({ seq: 2, rev: 3, stateRev: 1 });
      expect(all.more).to.equal(false);
      const later = present(await stores.messages.changesAfter(created.room.id, 2, 10));
      expect(later.knownRevs).to.deep.equal([3]);
    });

    it('says when more changed than was asked for', async () => {
      const draft = draftIn(created.room.id, ownerOf(created));
      await stores.messages.append(draft, { stateRev: 1 });
      const first = present(await stores.messages.changesAfter(created.room.id, 0, 1));
      expect(first.more).to.equal(true);
      expect(first.messages.map(({ rev }) => rev)).to.deep.equal([1]);
      const rest = present(await stores.messages.changesAfter(created.room.id, 1, 1));
      expect(rest.more).to.equal(false);
    });

    it('has no changes of a room that is gone', async () => {
      await stores.rooms.delete(created.room.id);
      expect(await stores.messages.changesAfter(created.room.id, 0, 10)).to.equal(null);
      expect(await change({ kind: 'delete' })).to.equal(null);
    });
  });
}
