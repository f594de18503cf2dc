import { type FileId, LIMITS } from '@crosstalk/domain';
import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import { expectError } from './support/expect-error.js';
import { openStage, type Stage } from './support/open-stage.js';

describe('files', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage();
  });
  const bytes = new Uint8Array([1, 2, 3]);

  it('are stored for their owner and opened again', async () => {
    const { useCases, ann } = stage;
    const [file] = await useCases.storeFiles(ann, [{ name: 'a.png', contentType: 'Image/PNG', bytes }]);
    expect(file).to.include({ ownerId: ann.userId, size: 3, contentType: 'image/png', status: 'ready' });
    const opened = await useCases.openFile(file?.id ?? (0 as FileId));
    expect(opened.file).to.deep.equal(file);
    const chunks: Uint8Array[] = [];
    for await (const chunk of opened.bytes) chunks.push(chunk);
    expect(chunks).to.deep.equal([bytes]);
  });

  it('have no type that could break a header', async () => {
    const [file] = await stage.useCases.storeFiles(stage.ann, [
      { name: 'x', contentType: 'a/b\r\nc', bytes },
    ]);
    expect(file?.contentType).to.equal('application/octet-stream');
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
    ports.files.put = async (draft, content) => {
      if (stored.length === 1) throw new Error('disk full');
      const file = await put(draft, content);
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

  it('that are not there are not found', async () => {
    await expectError(stage.useCases.openFile(424_242 as FileId), 'not_found');
  });
});
