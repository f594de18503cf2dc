import type { Attachment, FileDraft, FileId, FileStore } from '@crosstalk/domain';

/** Files in memory. */
export class MemoryFileStore implements FileStore {
  readonly #files = new Map<FileId, { readonly file: Attachment; readonly bytes: Uint8Array }>();
  readonly #nextId: () => number;

  constructor(nextId: () => number) {
    this.#nextId = nextId;
  }

  async put(draft: FileDraft, bytes: Uint8Array): Promise<Attachment> {
    const file: Attachment = { ...draft, id: this.#nextId() as FileId, size: bytes.byteLength };
    this.#files.set(file.id, { file, bytes: bytes.slice() });
    return file;
  }

  async findMany(ids: readonly FileId[]): Promise<readonly Attachment[]> {
    return ids.flatMap((id) => this.#files.get(id)?.file ?? []);
  }

  async read(id: FileId): Promise<AsyncIterable<Uint8Array> | null> {
    const stored = this.#files.get(id);
    return stored === undefined ? null : oneChunk(stored.bytes);
  }

  async delete(ids: readonly FileId[]): Promise<void> {
    for (const id of ids) this.#files.delete(id);
  }
}

async function* oneChunk(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}
