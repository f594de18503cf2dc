import { type Actor, type Attachment, type FileId, LIMITS, type RoomForMember } from '@crosstalk/domain';
import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import { expectError } from './support/expect-error.js';
import { openStage, type Stage } from './support/open-stage.js';

const READY = { status: 'ready', width: 1, height: 1, durationSeconds: null, placeholder: null } as const;
const bytes = new Uint8Array([1, 2, 3]);
const upload = { name: 'a.png', contentType: 'Image/PNG', bytes: [bytes] };

describe('files', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage({ maxUploadBytes: 1_000 });
  });

  const ready = async (actor: Actor): Promise<Attachment> => {
    const file = await stage.useCases.uploadFile(actor, upload);
    await stage.ports.files.finish(file.id, READY);
    return file;
  };
  const post = (actor: Actor, { room }: RoomForMember, file: Attachment) =>
    stage.useCases.postMessage(actor, { roomId: room.id, fileIds: [file.id] });
  const open = (actor: Actor | null, file: { readonly id: FileId }) =>
    stage.useCases.openFile(actor, { fileId: file.id, part: 'content' });

  it('are stored as they come, and looked at before they are served', async () => {
    const { useCases, ports, ann } = stage;
    const file = await useCases.uploadFile(ann, upload);
    expect(file).to.include({ ownerId: ann.userId, size: 3, contentType: 'image/png', status: 'processing' });
    expect(ports.sideEffects.files).to.deep.equal([file.id]);
    expect(await useCases.getFile(ann, file.id)).to.deep.equal(file);
    const error = await expectError(open(ann, file), 'unavailable');
    expect(error.retryAfterMs).to.equal(1_000);
    await expectError(open(null, file), 'unavailable');
    await ports.files.finish(file.id, READY);
    const { content } = await open(ann, file);
    const chunks: Uint8Array[] = [];
    for await (const chunk of content.read()) chunks.push(chunk);
    expect(chunks).to.deep.equal([bytes]);
    await expectError(useCases.openFile(ann, { fileId: file.id, part: 'preview' }), 'not_found');
  });

  it('are opened by one read of their record', async () => {
    const file = await ready(stage.ann);
    let reads = 0;
    const { files } = stage.ports;
    const spied = { open: files.open.bind(files), findMany: files.findMany.bind(files) };
    files.open = (...args) => {
      reads += 1;
      return spied.open(...args);
    };
    files.findMany = (...args) => {
      reads += 1;
      return spied.findMany(...args);
    };
    await open(stage.ann, file);
    await open(null, file);
    expect(reads).to.equal(2);
  });

  it('that were refused tell why to those who may see them, and are not served', async () => {
    const { useCases, ports, ann } = stage;
    const file = await useCases.uploadFile(ann, upload);
    await ports.files.finish(file.id, { status: 'rejected', reason: 'no picture' });
    expect(await useCases.getFile(ann, file.id)).to.include({ status: 'rejected', rejection: 'no picture' });
    await expectError(open(ann, file), 'not_found');
    await expectError(open(null, file), 'not_found');
  });

  it('are seen by their owner and by who sees a message with them, by nobody else', async () => {
    const { useCases, ann, bob, cyd, eve, mallory } = stage;
    const file = await ready(ann);
    const sees = async (actor: Actor): Promise<boolean> => {
      const opened = await open(actor, file).then(
        () => true,
        () => false,
      );
      const got = await useCases.getFile(actor, file.id).then(
        () => true,
        () => false,
      );
      expect(got).to.equal(opened);
      return opened;
    };
    expect([await sees(ann), await sees(bob)]).to.deep.equal([true, false]);
    const team = await stage.group();
    const { message } = await post(ann, team, file);
    expect([await sees(bob), await sees(cyd)]).to.deep.equal([true, true]);
    expect([await sees(eve), await sees(mallory)]).to.deep.equal([false, false]);
    await useCases.clearRoom(cyd, { roomId: team.room.id, hide: false });
    await useCases.leaveRoom(bob, team.room.id);
    expect([await sees(bob), await sees(cyd)]).to.deep.equal([false, false]);
    await post(ann, team, file);
    expect([await sees(bob), await sees(cyd)]).to.deep.equal([false, true]);
    await useCases.deleteMessage(ann, message.id);
    expect(await sees(cyd)).to.equal(true);
  });

  it('are seen, too, when they were posted to many rooms', async () => {
    const { ann, bob, eve } = stage;
    const file = await ready(ann);
    for (let count = 0; count < 12; count += 1) await post(ann, await stage.group(`Team ${count}`), file);
    await open(bob, file);
    await expectError(open(eve, file), 'not_found');
  });

  it('are told as they are when the message is stored, not as they were before', async () => {
    const { useCases, ports, ann } = stage;
    const file = await useCases.uploadFile(ann, upload);
    const team = await stage.group();
    const append = ports.messages.append.bind(ports.messages);
    ports.messages.append = async (...args) => {
      await ports.files.finish(file.id, READY);
      return append(...args);
    };
    const { message } = await post(ann, team, file);
    expect(message.attachments[0]?.status).to.equal('ready');
  });

  it('are refused over the limit, and when too many come', async () => {
    const { useCases, ports, ann } = stage;
    const large = { ...upload, bytes: [new Uint8Array(600), new Uint8Array(401)] };
    await expectError(useCases.uploadFile(ann, large), 'too_large');
    expect([ports.files.storedBytes, ports.sideEffects.files]).to.deep.equal([0, []]);
    const few = await openStage({ rateRules: { uploadPerUser: { name: 'few', limit: 1, windowMs: 1_000 } } });
    await few.useCases.uploadFile(few.ann, upload);
    await few.useCases.uploadFile(few.bob, upload);
    await expectError(few.useCases.uploadFile(few.ann, upload), 'rate_limited');
  });

  it('that are not there are not found', async () => {
    await expectError(open(stage.ann, { id: 424_242 as FileId }), 'not_found');
    await expectError(stage.useCases.getFile(stage.ann, 424_242 as FileId), 'not_found');
  });

  it('have no type that could break a header', async () => {
    const file = await stage.useCases.uploadFile(stage.ann, { ...upload, contentType: 'a/b\r\nc' });
    expect(file.contentType).to.equal('application/octet-stream');
  });
});

describe('files inside a frame', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage();
  });

  it('are stored in the same way', async () => {
    const { useCases, ports, ann } = stage;
    const files = await useCases.storeFiles(ann, [
      { name: 'a.png', contentType: 'image/png', bytes },
      { name: 'b', bytes: new Uint8Array() },
    ]);
    expect(files.map(({ size, status }) => [size, status])).to.deep.equal([
      [3, 'processing'],
      [0, 'processing'],
    ]);
    expect(ports.sideEffects.files).to.deep.equal(files.map(({ id }) => id));
  });

  it('are refused by name, size and number, and then none is stored', async () => {
    const { useCases, ann, ports } = stage;
    const store = (...names: readonly string[]) =>
      useCases.storeFiles(
        ann,
        names.map((name) => ({ name, bytes })),
      );
    for (const name of ['', ' ', 'a\u0000', '\ud800', 'x'.repeat(256)]) {
      const error = await expectError(store('good', name), 'invalid');
      expect(error.fields).to.have.all.keys('files.1.name');
    }
    await expectError(store(...Array<string>(11).fill('x')), 'invalid');
    const large = { name: 'large', bytes: new Uint8Array(LIMITS.attachmentBytes + 1) };
    const error = await expectError(useCases.storeFiles(ann, [large]), 'too_large');
    expect(error.fields).to.have.all.keys('files.0');
    expect(ports.world.nextId()).to.equal(6);
  });

  it('are removed again when storing one of them fails', async () => {
    const { useCases, ann, ports } = stage;
    const put = ports.files.put.bind(ports.files);
    const stored: FileId[] = [];
    ports.files.put = async (...args) => {
      if (stored.length === 1) throw new Error('disk full');
      const file = await put(...args);
      stored.push(file.id);
      return file;
    };
    const uploads = [
      { name: 'a', bytes },
      { name: 'b', bytes },
    ];
    await expectError(useCases.storeFiles(ann, uploads), 'internal');
    expect(stored).to.have.length(1);
    expect(await ports.files.findMany(stored)).to.deep.equal([]);
  });
});
