import { createRoomTail, type MessageStore, type SequencedEvent } from '@crosstalk/domain';
import { buildRoom, createMemoryPorts } from '@crosstalk/testing';
import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { arbitraryPolls, arbitraryWrites } from './support/arbitrary-writes.js';
import { changesAt, headTakenAt, LOG_ROOM, landingLog, type Write } from './support/landing-log.js';
import { openStage } from './support/open-stage.js';

const tell = (events: readonly SequencedEvent[] | undefined): readonly string[] =>
  (events ?? []).map(({ type, message }) => `${type} ${message.seq}`);

describe('the tail of a room', () => {
  it('tells unseen messages by seq, then changes to seen ones by rev', async () => {
    const stage = await openStage();
    const { ports, useCases, ann } = stage;
    const group = await stage.group();
    const ids = [];
    for (const text of ['one', 'two', 'three', 'four']) {
      ids.push((await stage.post(ann, group, text)).message.id);
    }
    const [one, two, three, four] = ids;
    if (!one || !two || !three || !four) throw new Error('four messages are needed');
    await useCases.editMessage(ann, { messageId: three, text: 'three!' });
    await useCases.deleteMessage(ann, one);
    await useCases.reactToMessage(ann, { messageId: two, emoji: '+', on: true });
    await useCases.deleteMessage(ann, four);

    const tail = createRoomTail(ports);
    const slice = await tail.since(group.room.id, 2, 2);
    expect(tell(slice?.events)).to.deep.equal([
      'message.posted 3',
      'message.deleted 4',
      'message.deleted 1',
      'message.edited 2',
    ]);
    expect(slice).to.include({ upTo: 8, complete: true, stateRev: 1 });
    expect(slice?.events[0]).to.include({ rev: 5, stateRev: 1, roomId: group.room.id });
    expect(slice?.events[2]).to.include({ actorId: null });
    const heads = await tail.heads([group.room.id]);
    expect(heads.get(group.room.id)).to.deep.equal({ seq: 4, rev: 8, stateRev: 1 });
  });

  it('has nothing for who is up to date, and null for a room that is gone', async () => {
    const stage = await openStage();
    const group = await stage.group();
    await stage.post(stage.ann, group, 'one');
    const tail = createRoomTail(stage.ports);
    const slice = await tail.since(group.room.id, 1, 1);
    expect(slice).to.deep.equal({ events: [], upTo: 1, voids: [], complete: true, stateRev: 1 });
    await stage.useCases.deleteRoom(stage.ann, group.room.id);
    expect(await tail.since(group.room.id, 1, 1)).to.equal(null);
  });

  it('waits at numbers that were taken a moment ago, and closes them when they are old', async () => {
    const stage = await openStage();
    const group = await stage.group();
    await stage.post(stage.ann, group, 'one');
    stage.ports.messages.burn(group.room.id, { seq: 1, rev: 1 });
    const tail = createRoomTail(stage.ports);
    expect(await tail.since(group.room.id, 0, 0)).to.include({ upTo: 1, complete: false });
    stage.ports.clock.advance(5_000);
    expect(await tail.since(group.room.id, 1, 1)).to.include({ upTo: 2, complete: true });
  });

  it('reads on when more changed than fits a page', async () => {
    const stage = await openStage();
    const group = await stage.group();
    for (let count = 0; count < 1_100; count += 1) await stage.post(stage.ann, group, 'x');
    const slice = await createRoomTail(stage.ports).since(group.room.id, 0, 0);
    expect(slice?.events).to.have.length(1_100);
    expect(slice).to.include({ upTo: 1_100, complete: true });
  });

  it('tells a message once that changes between two pages', async () => {
    const stage = await openStage();
    const { ports, useCases, ann } = stage;
    const group = await stage.group();
    const { message } = await stage.post(ann, group, 'first');
    for (let count = 0; count < 600; count += 1) await stage.post(ann, group, 'x');
    const changesAfter = ports.messages.changesAfter.bind(ports.messages);
    ports.messages.changesAfter = async (roomId, rev, limit) => {
      const page = await changesAfter(roomId, rev, limit);
      if (rev === 0) await useCases.editMessage(ann, { messageId: message.id, text: 'edited' });
      return page;
    };
    const slice = await createRoomTail(ports).since(group.room.id, 0, 0);
    expect(slice?.events).to.have.length(601);
    expect(slice?.events[0]?.message).to.include({ seq: 1, text: 'edited', rev: 602 });
    expect(slice).to.include({ upTo: 602, complete: true });
  });

  it('posts every message once, in the order of seq, whatever lands when', async () => {
    const property = fc.asyncProperty(arbitraryWrites, arbitraryPolls, async (plans, polls) => {
      const log = landingLog(plans);
      const node = new TailReader(log);
      for (const pause of polls) await node.poll(pause);
      const last = Math.max(...log.map((write) => write.lands ?? write.at));
      for (let tries = 0; tries <= log.length; tries += 1) await node.poll(last + 10_000);
      const landed = log.filter((write) => write.post && write.lands !== null);
      expect(node.posted).to.deep.equal(landed.map((write) => write.seq));
      const latest = new Map<number, number>();
      for (const write of log) if (write.lands !== null) latest.set(write.seq, write.rev);
      expect(Object.fromEntries(node.revs)).to.deep.equal(Object.fromEntries(latest));
      expect(node.rev).to.equal(log.length);
    });
    await fc.assert(property, { numRuns: 200 });
  });
});

/** A node that catches up with the log by the tail alone. */
class TailReader {
  readonly posted: number[] = [];
  /** The last rev that was told of each message. */
  readonly revs = new Map<number, number>();
  rev = 0;
  #seq = 0;
  readonly #log: readonly Write[];
  readonly #ports = createMemoryPorts();
  readonly #start = this.#ports.clock.now();

  constructor(log: readonly Write[]) {
    this.#log = log;
  }

  async poll(pause: number): Promise<void> {
    this.#ports.clock.advance(pause);
    const slice = await createRoomTail(this.#portsNow()).since(LOG_ROOM, this.rev, this.#seq);
    for (const event of slice?.events ?? []) {
      const { seq, rev } = event.message;
      expect(rev).to.be.at.most(slice?.upTo ?? 0);
      if (event.type === 'message.posted') this.posted.push(seq);
      else expect(this.posted).to.include(seq);
      this.revs.set(seq, rev);
    }
    this.#seq = Math.max(this.#seq, ...this.posted);
    this.rev = slice?.upTo ?? this.rev;
  }

  #portsNow() {
    const now = this.#ports.clock.now() - this.#start;
    const changesAfter: MessageStore['changesAfter'] = async (_roomId, after, limit) => {
      const changes = changesAt(this.#log, now, { after, limit });
      return { ...changes, changedAt: changes.changedAt.map((at) => at + this.#start) };
    };
    const { rev } = changesAt(this.#log, now, { after: 0, limit: 1 }).head;
    const updatedAt = headTakenAt(this.#log, now) + this.#start;
    this.#ports.world.rooms.set(LOG_ROOM, buildRoom({ id: LOG_ROOM, rev, updatedAt }));
    const { messages } = this.#ports;
    return {
      ...this.#ports,
      messages: Object.assign(Object.create(messages), { changesAfter, findMany: async () => [] }),
    };
  }
}
