import { readdir } from 'node:fs/promises';
import type { Attachment, Message } from '@crosstalk/domain';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { Scanner } from './support/scanner.js';
import { soon } from './support/soon.js';
import { openTestWorld, type TestWorld } from './support/test-world.js';
import type { WorkerProcess } from './support/worker-process.js';

/** One red pixel. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==',
  'base64',
);

describe('Files in the worker process on real MongoDB and Redis', () => {
  let world: TestWorld;
  let scanner: Scanner;
  beforeEach(async () => {
    world = await openTestWorld();
    scanner = await Scanner.open();
  });
  afterEach(async () => {
    await world.close();
    await scanner.close();
  });

  const start = (): WorkerProcess => world.startWorker({ CLAMD_URL: scanner.url });
  const look = async ({ id }: Attachment): Promise<Attachment | undefined> =>
    (await world.storage.files.findMany([id]))[0];
  const becomes = (file: Attachment, status: Attachment['status']) =>
    soon(`the file is ${status}`, async () => (await look(file))?.status === status);
  const revOf = async ({ id }: Message): Promise<number> => (await world.storage.messages.find(id))?.rev ?? 0;
  const isTold = (message: Message) =>
    soon('the message is told again', async () => (await revOf(message)) > message.rev);

  it('finds a file that nobody told it about, and tells the room what became of it', async () => {
    const room = await world.roomWithMessages(1);
    const file = await world.upload(PNG, 'image/png');
    const message = await world.post(room, 'look', [file.id]);
    start();
    await becomes(file, 'ready');
    expect(await look(file)).to.include({ contentType: 'image/png', width: 1, height: 1 });
    const thumbnail = await world.storage.files.open(file.id, 'thumbnail');
    expect(thumbnail?.content?.contentType).to.equal('image/webp');
    await isTold(message);
    await soon('the room is clean', async () => !(await world.isDirty(room.id)));
    const progress = await world.storage.effects.load(room.id);
    expect(progress?.effectsRev).to.equal(await revOf(message));
  });

  it('refuses a file that the scanner knows, without its bytes, and tells the room', async () => {
    scanner.scans = ['stream: Eicar-Signature FOUND'];
    const room = await world.roomWithMessages(1);
    const file = await world.upload(PNG, 'image/png');
    const message = await world.post(room, 'look', [file.id]);
    const worker = start();
    await becomes(file, 'rejected');
    expect((await look(file))?.rejection).to.match(/malware/);
    expect((await world.storage.files.open(file.id, 'content'))?.content).to.equal(null);
    await isTold(message);
    await soon('the metrics say so', async () => {
      const text = await (await worker.ask('/metrics')).text();
      return text.includes('crosstalk_files_total{outcome="rejected"} 1');
    });
  });

  it('tries again while the scanner is away, and shows the file to nobody meanwhile', async () => {
    scanner.scans = ['hang up'];
    const file = await world.upload(PNG, 'image/png');
    start();
    // One try asks twice at most.
    await soon('a second try', async () => scanner.begun >= 3);
    expect((await look(file))?.status).to.equal('processing');
    scanner.scans = ['stream: OK'];
    await becomes(file, 'ready');
  });

  it('killed in the middle of a file, finishes it once, and leaves no bytes behind', async function () {
    this.timeout(120_000);
    scanner.scans = ['silence', 'stream: OK'];
    const room = await world.roomWithMessages(1);
    const file = await world.upload(PNG, 'image/png');
    const message = await world.post(room, 'look', [file.id]);
    const first = start();
    await soon('the scan began', async () => scanner.begun === 1);
    await first.end('SIGKILL');
    const [left] = await readdir(world.workFolder);
    expect(left, 'the folder of the killed worker').to.be.a('string');
    const second = start();
    await becomes(file, 'ready');
    expect(scanner.begun).to.equal(2);
    await isTold(message);
    await soon('the room is clean', async () => !(await world.isDirty(room.id)));
    expect(await revOf(message), 'the message was told twice').to.equal(message.rev + 1);
    expect(await readdir(world.workFolder))
      .to.have.length(1)
      .and.not.include(left);
    expect(await second.end('SIGTERM')).to.equal(0);
    expect(await readdir(world.workFolder)).to.deep.equal([]);
  });

  it('told to end in the middle of a file, leaves it to the next worker', async function () {
    this.timeout(120_000);
    scanner.scans = ['silence', 'stream: OK'];
    const file = await world.upload(PNG, 'image/png');
    const first = start();
    await soon('the scan began', async () => scanner.begun === 1);
    expect(await first.end('SIGTERM')).to.equal(0);
    expect((await look(file))?.status).to.equal('processing');
    expect(await readdir(world.workFolder)).to.deep.equal([]);
    start();
    await becomes(file, 'ready');
  });
});
