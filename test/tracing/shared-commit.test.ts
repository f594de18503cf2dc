import type { Appended, Room, UserId } from '@crosstalk/domain';
import type { Storage } from '@crosstalk/storage';
import { draftIn, groupOf } from '@crosstalk/testing';
import { type Span, type Tracer, traceStorage } from '@crosstalk/tracing';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { createTestDatabase, type TestDatabase } from '../../packages/storage/test/create-test-database.js';
import { openTracer } from '../../packages/tracing/test/open-tracer.js';
import { type CollectedSpan, OtlpCollector } from '../harness/otlp-collector.js';
import { placesOf } from './span-tree.js';

const AUTHOR = 1 as UserId;

describe('Sends that share a commit', () => {
  let collector: OtlpCollector;
  let tracer: Tracer;
  let database: TestDatabase;
  let storage: Storage;
  let room: Room;
  /** Run once, while a commit is at work. */
  let meanwhile: (() => void) | null = null;

  before(async () => {
    collector = await OtlpCollector.start();
    tracer = await openTracer(collector.url);
    database = await createTestDatabase();
    const tracing = traceStorage(tracer);
    storage = await database.open({
      tracing: {
        ...tracing,
        commit: (items, work) =>
          tracing.commit(items, () => {
            meanwhile?.();
            meanwhile = null;
            return work();
          }),
      },
    });
    ({ room } = await storage.rooms.create(groupOf([AUTHOR])));
    // Ids are leased by the first send, in whose trace that is.
    await append();
  });
  after(async () => {
    await database?.drop();
    await tracer?.close();
    await collector?.stop();
  });

  const append = (): Promise<Appended> => storage.messages.append(draftIn(room.id, AUTHOR), room);

  async function send(name: string): Promise<void> {
    const root = tracer.root(name, { kind: 'server' }) as Span;
    await tracer.run(root, append);
    root.end();
  }
  const traceOf = (name: string): Promise<readonly CollectedSpan[]> =>
    collector.trace(name, (spans) => spans.some((span) => span.name === name));

  it('have it in the trace of the first, and links to it in those of the others', async () => {
    await Promise.all([send('first'), send('second'), send('third')]);
    const [first, second, third] = [await traceOf('first'), await traceOf('second'), await traceOf('third')];
    expect(placesOf(first).map(({ path }) => path)).to.have.members([
      'first',
      'first > append message',
      'first > append message > commit messages',
      'first > append message > commit messages > findAndModify rooms',
      'first > append message > commit messages > insert messages',
    ]);
    const commit = first.find(({ name }) => name === 'commit messages');
    expect(commit?.attributes).to.deep.equal({ 'db.operation.batch.size': 3 });
    for (const other of [second, third]) {
      expect(other.map(({ name }) => name)).to.have.members([other.at(-1)?.name, 'append message']);
      const links = other.flatMap((span) => span.links);
      expect(links).to.deep.equal([{ traceId: commit?.traceId, spanId: commit?.spanId }]);
    }
  });

  it('are not in the trace of the send that came long before and keeps the room busy', async () => {
    const untraced = new Promise<Appended>((resolve, reject) => {
      meanwhile = () => void tracer.run(null, () => append().then(resolve, reject));
    });
    const root = tracer.root('early', { kind: 'server' }) as Span;
    await tracer.run(root, append);
    await untraced;
    // Still open: nothing but the commit's own context keeps the other's commands out.
    root.end();
    const commands = (await traceOf('early')).filter(({ kind }) => kind === 'client');
    expect(commands.map(({ name }) => name)).to.deep.equal(['findAndModify rooms', 'insert messages']);
  });

  it('name MongoDB, the collection and the command, and nothing of what is stored', async () => {
    await send('named');
    const insert = (await traceOf('named')).find(({ name }) => name === 'insert messages');
    expect(insert?.attributes).to.deep.equal({
      'db.system.name': 'mongodb',
      'db.namespace': new URL(database.config.mongodbUrl).pathname.slice(1),
      'db.operation.name': 'insert',
      'db.collection.name': 'messages',
    });
  });
});
