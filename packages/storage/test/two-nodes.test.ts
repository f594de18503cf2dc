import type { Appended, CreatedRoom, RoomId, UserId } from '@crosstalk/domain';
import type { Storage } from '@crosstalk/storage';
import { draftIn, groupOf, present } from '@crosstalk/testing';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { createTestDatabase, type TestDatabase } from './create-test-database.js';

const WRITERS = 16;
const EACH = 50;

describe('Two nodes on one database', () => {
  let database: TestDatabase;
  let nodes: readonly [Storage, Storage];
  const voided: number[] = [];
  before(async () => {
    database = await createTestDatabase();
    const onVoided = (_roomId: RoomId, revs: readonly number[]): void => {
      voided.push(...revs);
    };
    nodes = [await database.open({ onVoided }), await database.open({ onVoided })];
  });
  after(() => database.drop());

  const people = Array.from({ length: WRITERS }, (_, index) => (index + 1) as UserId);
  const newRoom = (): Promise<CreatedRoom> => nodes[0].rooms.create(groupOf(people));

  it('number the messages of concurrent writers 1 to n, each once, each writer’s in order', async () => {
    const { room } = await newRoom();
    const write = async (authorId: UserId, index: number): Promise<void> => {
      const node = nodes[index % 2] as Storage;
      for (let count = 0; count < EACH; count += 1) {
        const appended = await node.messages.append(draftIn(room.id, authorId, { text: `${count}` }), room);
        expect(appended.outcome).to.equal('stored');
      }
    };
    await Promise.all(people.map(write));
    const total = WRITERS * EACH;
    const all = await nodes[1].messages.page(room.id, { after: 0, limit: total + 1, clearedSeq: 0 });
    expect(all.map(({ seq }) => seq)).to.deep.equal(Array.from({ length: total }, (_, index) => index + 1));
    expect(all.map(({ rev }) => rev)).to.deep.equal(all.map(({ seq }) => seq));
    expect(new Set(all.map(({ id }) => id)).size).to.equal(total);
    for (const author of people) {
      const own = all.filter(({ authorId }) => authorId === author).map(({ text }) => Number(text));
      expect(own).to.deep.equal(Array.from({ length: EACH }, (_, index) => index));
    }
  });

  it('store a message once that is sent to both with one client id, and tell which numbers that burnt', async () => {
    const { room } = await newRoom();
    voided.length = 0;
    const send = (node: Storage, index: number): Promise<Appended> =>
      node.messages.append(draftIn(room.id, people[0] as UserId, { clientId: `c${index}` }), room);
    const pairs = await Promise.all(
      Array.from({ length: 40 }, (_, index) => Promise.all([send(nodes[0], index), send(nodes[1], index)])),
    );
    for (const pair of pairs) {
      expect(pair.map(({ outcome }) => outcome).sort()).to.deep.equal(['duplicate', 'stored']);
      const [one, other] = pair.map((answer) => (answer.outcome === 'stale' ? null : answer.message));
      expect(one).to.deep.equal(other);
    }
    const changes = await nodes[0].messages.changesAfter(room.id, 0, 1_000);
    expect(changes?.messages).to.have.length(40);
    const accounted = [...(changes?.knownRevs ?? []), ...voided].sort((a, b) => a - b);
    expect(accounted).to.deep.equal(Array.from({ length: changes?.head.rev ?? 0 }, (_, index) => index + 1));
    expect(voided).to.have.length(40);
  });

  it('answer a retry on the node of the first try without burning a number', async () => {
    const { room } = await newRoom();
    const draft = draftIn(room.id, people[0] as UserId, { clientId: 'again' });
    await nodes[0].messages.append(draft, room);
    expect((await nodes[0].messages.append(draft, room)).outcome).to.equal('duplicate');
    expect((await nodes[0].rooms.find(room.id))?.rev).to.equal(1);
    const together = draftIn(room.id, people[0] as UserId, { clientId: 'together' });
    await Promise.all([together, together, together].map((one) => nodes[0].messages.append(one, room)));
    expect((await nodes[0].rooms.find(room.id))?.rev).to.equal(2);
  });

  it('keep each of the changes that both make of one message, under revs that only grow', async () => {
    const { room } = await newRoom();
    const appended = await nodes[0].messages.append(draftIn(room.id, people[0] as UserId), room);
    if (appended.outcome !== 'stored') throw new Error(appended.outcome);
    const target = { roomId: room.id, id: appended.message.id };
    // Several rounds: that one change outruns another is a matter of chance.
    for (const emoji of ['🎉', '👍', '👀', '💡', '🚀']) {
      const answers = await Promise.all(
        people.map((userId, index) => {
          const node = nodes[index % 2] as Storage;
          return node.messages.change(target, { kind: 'react', userId, emoji, on: true }, 1);
        }),
      );
      const byRev = answers
        .map((answer) => present(answer).message)
        .sort((a, b) => a.rev - b.rev)
        .map(({ reactions }) => reactions.at(-1)?.userIds.length);
      expect(byRev, 'a later rev holds one change more').to.deep.equal(people.map((_, index) => index + 1));
    }
    const message = await nodes[1].messages.find(target.id);
    for (const { userIds } of message?.reactions ?? []) {
      expect([...userIds].sort((a, b) => a - b)).to.deep.equal(people);
    }
    expect(message?.reactions).to.have.length(5);
    const changes = await nodes[0].messages.changesAfter(room.id, 0, 10);
    // The message remembers its last 32 revs, and the one that it has.
    const last = changes?.head.rev ?? 0;
    expect(changes?.knownRevs).to.deep.equal(Array.from({ length: 33 }, (_, index) => last - 32 + index));
  });

  it('tell the number that a change of a deleted message burnt', async () => {
    const { room } = await newRoom();
    const appended = await nodes[0].messages.append(draftIn(room.id, people[0] as UserId), room);
    if (appended.outcome !== 'stored') throw new Error(appended.outcome);
    const target = { roomId: room.id, id: appended.message.id };
    await nodes[1].messages.change(target, { kind: 'delete' }, 1);
    voided.length = 0;
    expect(await nodes[0].messages.change(target, { kind: 'delete' }, 1)).to.equal(null);
    expect(voided).to.deep.equal([3]);
  });

  it('refuse a send that was authorised before the other node removed the author', async () => {
    const { room } = await newRoom();
    const author = people[3] as UserId;
    const access = await nodes[0].members.access(room.id, author);
    await nodes[1].members.access(room.id, author);
    await nodes[1].members.remove(room.id, [author], 1);
    const stale = await nodes[0].members.access(room.id, author);
    expect(stale, 'what this node still believes').to.deep.equal(access);
    const late = await nodes[0].messages.append(draftIn(room.id, author), stale?.room ?? room);
    expect(late).to.deep.equal({ outcome: 'stale' });
    expect(await nodes[1].members.access(room.id, author), 'on the node of the removal').to.equal(null);
    nodes[0].members.invalidate(room.id);
    expect(await nodes[0].members.access(room.id, author)).to.equal(null);
  });
});
