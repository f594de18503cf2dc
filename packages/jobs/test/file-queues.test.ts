import {
  BullSideEffects,
  createFileWorker,
  createHousekeeping,
  type FileJobPorts,
  type FileQueue,
  type JobWorker,
  stuckFilesTask,
} from '@crosstalk/jobs';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { FileJobWorld, READY } from './support/file-job-world.js';
import { openQueue, type TestQueue } from './support/open-queue.js';
import { Recorder } from './support/recorder.js';

describe('Jobs of files on a real Redis', () => {
  let queue: TestQueue;
  let world: FileJobWorld;
  let recorder: Recorder;
  let sideEffects: BullSideEffects;
  const workers: JobWorker[] = [];
  beforeEach(async () => {
    queue = openQueue();
    world = await FileJobWorld.open();
    recorder = queue.recorder;
    await queue.connected();
    const { connections, queuePrefix } = queue;
    sideEffects = new BullSideEffects({ connection: connections.producer, queuePrefix, observer: recorder });
  });
  afterEach(async () => {
    await Promise.all(workers.splice(0).map((worker) => worker.close(1000)));
    await sideEffects.close();
    await queue.remove();
    await world.close();
  });

  function work(name: FileQueue, concurrency = 1): void {
    const { connections, queuePrefix, queues } = queue;
    const ports: FileJobPorts = {
      ...world.ports,
      observer: recorder,
      enqueue: (target, jobs) => queues.add(target, jobs),
    };
    const options = { connection: connections.consumer(), queuePrefix, observer: recorder };
    workers.push(createFileWorker({ ...options, ports, queue: name, concurrency }));
  }
  const finished = (count: number) =>
    recorder.until(`${count} files are done`, () => recorder.files.length === count);

  it('a stored file is looked at, told or not how often', async () => {
    const { id } = await world.upload('a picture');
    for (let count = 0; count < 3; count++) sideEffects.fileStored(id);
    work('files');
    await finished(1);
    expect(world.examined).to.deep.equal(['a picture']);
    expect(await world.file(id)).to.include({ status: 'ready' });
  });

  it('a picture does not wait for a film', async () => {
    const film = await world.upload('film', 'video/mp4');
    const picture = await world.upload('a picture');
    const hold = gate();
    world.examine = async ({ declaredType }) => {
      if (declaredType === 'video/mp4') await hold.opened;
      return READY;
    };
    work('files');
    work('films');
    sideEffects.fileStored(film.id);
    await recorder.until('the film is handed on', () => recorder.count('films', 'enqueued') === 1);
    sideEffects.fileStored(picture.id);
    await finished(1);
    expect(await world.file(picture.id)).to.include({ status: 'ready' });
    expect(await world.file(film.id)).to.include({ status: 'processing' });
    hold.open();
    await finished(2);
  });

  it('a file that cannot be judged now is tried again, and is `processing` meanwhile', async () => {
    const { id } = await world.upload('a picture');
    const statuses: string[] = [];
    world.examine = async () => {
      statuses.push((await world.file(id)).status);
      if (statuses.length < 3) throw new Error('clamd is away');
      return READY;
    };
    work('files');
    sideEffects.fileStored(id);
    await finished(1);
    expect(statuses).to.deep.equal(Array(3).fill('processing'));
    expect(recorder.count('files', 'retried')).to.equal(2);
  });

  it('a job that runs when its worker must end is begun anew by another', async () => {
    const { id } = await world.upload('film', 'video/mp4');
    const begun = gate();
    let runs = 0;
    world.examine = ({ signal }) => {
      if (++runs > 1) return Promise.resolve(READY);
      begun.open();
      return new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(new Error('cut off')));
      });
    };
    work('files');
    work('films');
    sideEffects.fileStored(id);
    await begun.opened;
    await Promise.all(workers.splice(0).map((worker) => worker.close(100)));
    expect(await world.file(id)).to.include({ status: 'processing' });
    work('films');
    await finished(1);
    expect(await world.file(id)).to.include({ status: 'ready' });
  });

  it('a file whose job was lost is found', async () => {
    const { id } = await world.upload('a picture');
    world.memory.clock.advance(120_000);
    work('files');
    const { connections, queuePrefix, queues } = queue;
    const tasks = [stuckFilesTask(world.memory.files, queues)];
    const options = { connection: connections.consumer(), queuePrefix, observer: new Recorder() };
    workers.push(createHousekeeping({ ...options, queues, tasks }));
    await finished(1);
    expect(await world.file(id)).to.include({ status: 'ready' });
  });
});

function gate(): { readonly opened: Promise<void>; open(): void } {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}
