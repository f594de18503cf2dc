import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type FileQueue, runFileJob } from '@crosstalk/jobs';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { FileJobWorld, READY } from './support/file-job-world.js';

describe('The job of a file', () => {
  let world: FileJobWorld;
  let saved: unknown;
  beforeEach(async () => {
    world = await FileJobWorld.open();
    saved = undefined;
  });
  afterEach(() => world.close());

  function run(
    fileId: number,
    more: { queue?: FileQueue; timesCutOff?: number; signal?: AbortSignal; isRerun?: boolean } = {},
  ) {
    const { queue = 'files', timesCutOff = 0, isRerun = false, signal = new AbortController().signal } = more;
    const save = async (progress: object) => {
      saved = progress;
    };
    const context = { signal, isRerun, timesCutOff, saved, save };
    return runFileJob(world.ports, { queue, payload: { fileId: fileId as never }, context });
  }

  it('examines it, stores what came of it and tells every message that carries it', async () => {
    const { id } = await world.upload('a picture');
    const [one, two] = [await world.room(), await world.room()];
    const messages = [await world.post(one, id), await world.post(two, id), await world.post(two, id)];
    await world.post(two);
    await run(id);
    expect(world.examined).to.deep.equal(['a picture']);
    expect(await world.file(id)).to.include({ status: 'ready', width: 3 });
    const now = await world.memory.messages.findMany(messages.map((message) => message.id));
    expect(now.map(({ rev }, index) => rev > (messages[index]?.rev ?? 0))).to.deep.equal([true, true, true]);
    expect(world.told).to.deep.equal(now.map(({ roomId, rev }) => `${roomId}@${rev}`));
    expect(world.changedRooms).to.deep.equal([one.room.id, two.room.id, two.room.id]);
    expect(world.recorder.files).to.deep.equal(['ready']);
  });

  it('stores what the examiner made before its folder is gone, and leaves nothing behind', async () => {
    const { id } = await world.upload('with a place in it');
    world.examine = async ({ workFolder }) => {
      const path = join(workFolder, 'clean');
      await writeFile(path, 'clean');
      async function* later() {
        expect(existsSync(path)).to.equal(true);
        yield Buffer.from('clean');
      }
      return { ...READY, content: { contentType: 'image/webp', bytes: later() } };
    };
    await run(id);
    expect(await world.file(id)).to.include({ contentType: 'image/webp', size: 5 });
    expect(await world.leftovers()).to.deep.equal([]);
  });

  it('refuses it with the reason, without its bytes, and tells that too', async () => {
    const { id } = await world.upload('a virus');
    await world.post(await world.room(), id);
    world.examine = async () => ({ status: 'rejected', reason: 'no' });
    await run(id);
    expect(await world.file(id)).to.include({ status: 'rejected', rejection: 'no' });
    expect(world.memory.files.storedBytes).to.equal(0);
    expect(world.told).to.have.length(1);
    expect(world.recorder.files).to.deep.equal(['rejected']);
  });

  it('fails while the examiner cannot judge, and the file stays as it is', async () => {
    const { id } = await world.upload('a picture');
    world.examine = async () => {
      throw new Error('clamd is away');
    };
    expect(await run(id).catch((error: Error) => error.message)).to.equal('clamd is away');
    expect(await world.file(id)).to.include({ status: 'processing' });
    expect(await world.leftovers()).to.deep.equal([]);
    world.examine = async () => READY;
    await run(id);
    expect(await world.file(id)).to.include({ status: 'ready' });
  });

  it('only tells when it runs again, and goes on where it was cut off', async () => {
    const { id } = await world.upload('a picture');
    const room = await world.room();
    for (let count = 0; count < 3; count++) await world.post(room, id);
    const { change } = world.ports.messages;
    let changes = 0;
    Object.assign(world.ports, {
      messages: {
        ...bound(world.memory.messages),
        change: (...request: Parameters<typeof change>) => {
          changes++;
          if (changes === 3) throw new Error('MongoDB is away');
          return world.memory.messages.change(...request);
        },
      },
    });
    expect(await run(id).catch((error: Error) => error.message)).to.equal('MongoDB is away');
    expect(world.told).to.have.length(2);
    await run(id, { isRerun: true });
    expect(world.examined).to.have.length(1);
    const before = world.told.length;
    expect(before).to.equal(5);
    await run(id, { isRerun: true });
    expect(world.told, 'what is remembered was told again').to.have.length(before);
  });

  it('looks once more, later, for a message that was on its way', async () => {
    const { id } = await world.upload('a picture');
    const known = await world.post(await world.room(), id);
    await run(id);
    expect(world.enqueued).to.have.length(1);
    const { queue, job } = world.enqueued[0] ?? {};
    expect(queue).to.equal('files');
    expect(job).to.deep.include({ name: 'latecomers', data: { fileId: id, told: [known.id] } });
    expect(job?.opts.delay).to.be.above(0);
  });

  for (const [what, bytes, type] of [
    ['what is called a film', 'x', 'video/mp4'],
    ['what is called a recording', 'x', 'audio/ogg'],
    ['a film that is called a picture', 'film', 'image/png'],
    ['what is large', 'x'.repeat(33 * 1024 * 1024), 'image/png'],
  ] as const) {
    it(`leaves ${what} to the other queue, where it is done`, async () => {
      const { id } = await world.upload(bytes, type);
      await run(id);
      expect(world.enqueued.map(({ queue }) => queue)).to.deep.equal(['films']);
      expect(world.examined).to.have.length(0);
      expect(await world.file(id)).to.include({ status: 'processing' });
      await run(id, { queue: 'films' });
      expect(await world.file(id)).to.include({ status: 'ready' });
    });
  }

  it('gives up a file over which worker after worker died', async () => {
    const { id } = await world.upload('a bomb');
    await run(id, { timesCutOff: 5 });
    expect(world.examined).to.have.length(0);
    expect(await world.file(id)).to.include({ status: 'rejected' });
  });

  it('ends without a result when its worker must end', async () => {
    const { id } = await world.upload('a picture');
    const ending = new AbortController();
    world.examine = async ({ signal }) => {
      ending.abort();
      expect(signal.aborted).to.equal(true);
      return READY;
    };
    expect(
      await run(id, { signal: ending.signal }).then(
        () => 'done',
        () => 'cut off',
      ),
    ).to.equal('cut off');
    expect(await world.file(id)).to.include({ status: 'processing' });
  });

  it('does nothing for a file that another job has finished', async () => {
    const { id } = await world.upload('a picture');
    await world.post(await world.room(), id);
    await run(id);
    // Another job remembers nothing of this one.
    saved = undefined;
    await run(id);
    expect(world.told).to.have.length(1);
    expect(world.enqueued).to.have.length(1);
  });

  it('does nothing for a file that is gone', async () => {
    const { id } = await world.upload('a picture');
    await world.memory.files.delete([id]);
    await run(id);
    expect([...world.told, ...world.examined, ...world.enqueued]).to.deep.equal([]);
  });
});

/** The methods that the job uses, tied to their store. */
function bound(messages: FileJobWorld['memory']['messages']) {
  return { carriersOf: messages.carriersOf.bind(messages) };
}
