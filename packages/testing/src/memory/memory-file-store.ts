import { createHash } from 'node:crypto';
import {
  type Attachment,
  type ByteSource,
  type Clock,
  type FileDraft,
  type FileId,
  type FileOutcome,
  type FilePart,
  type FileStore,
  fileTooLarge,
  type NewPart,
  type OpenedFile,
  RENDITIONS,
  type Rendition,
  type UserId,
} from '@crosstalk/domain';

interface StoredPart {
  readonly bytes: Uint8Array;
  readonly contentType: string;
  readonly sha256: string;
}
interface StoredFile {
  readonly file: Attachment;
  readonly parts: Readonly<Partial<Record<FilePart, StoredPart>>>;
}

/** Files in memory; equal bytes of a tenant are one array. */
export class MemoryFileStore implements FileStore {
  readonly #files = new Map<FileId, StoredFile>();
  readonly #nextId: () => number;
  readonly #clock: Clock;

  constructor(nextId: () => number, clock: Clock) {
    this.#nextId = nextId;
    this.#clock = clock;
  }

  /** Bytes that are held, each counted once. */
  get storedBytes(): number {
    const parts = [...this.#files.values()].flatMap(({ parts }) => Object.values(parts));
    const held = new Set(parts.map(({ bytes }) => bytes));
    return [...held].reduce((sum, bytes) => sum + bytes.byteLength, 0);
  }

  async put(draft: FileDraft, bytes: ByteSource, { maxBytes }: { maxBytes: number }): Promise<Attachment> {
    const { contentType } = draft;
    const content = await readPart({ contentType, bytes }, maxBytes);
    const file: Attachment = {
      ...draft,
      id: this.#nextId() as FileId,
      size: content.bytes.byteLength,
      sha256: content.sha256,
      status: 'processing',
      width: null,
      height: null,
      durationSeconds: null,
      renditions: [],
      placeholder: null,
      rejection: null,
    };
    this.#keep({ file, parts: { content } });
    return file;
  }

  async findMany(ids: readonly FileId[]): Promise<readonly Attachment[]> {
    return ids.flatMap((id) => this.#files.get(id)?.file ?? []);
  }

  async open(id: FileId, name: FilePart): Promise<OpenedFile | null> {
    const stored = this.#files.get(id);
    if (stored === undefined) return null;
    const part = stored.parts[name];
    return { file: stored.file, content: part === undefined ? null : contentOf(part) };
  }

  async finish(id: FileId, outcome: FileOutcome): Promise<Attachment | null> {
    const before = this.#files.get(id);
    if (before === undefined || before.file.status !== 'processing') return before?.file ?? null;
    const after = outcome.status === 'ready' ? await readied(before, outcome) : rejected(before, outcome);
    // Somebody else may have been faster while the parts were read.
    const now = this.#files.get(id);
    if (now?.file.status === 'processing') this.#keep(after);
    return this.#files.get(id)?.file ?? null;
  }

  async stuckProcessing(olderThanMs: number, limit: number): Promise<readonly FileId[]> {
    const before = this.#clock.now() - olderThanMs;
    return [...this.#files.values()]
      .filter(({ file }) => file.status === 'processing' && file.createdAt < before)
      .sort((a, b) => a.file.createdAt - b.file.createdAt)
      .slice(0, limit)
      .map(({ file }) => file.id);
  }

  async ownedBy(
    ownerId: UserId,
    { after = 0 as FileId, limit }: { readonly after?: FileId | undefined; readonly limit: number },
  ): Promise<readonly Attachment[]> {
    return [...this.#files.values()]
      .map(({ file }) => file)
      .filter((file) => file.ownerId === ownerId && file.id > after)
      .sort((a, b) => a.id - b.id)
      .slice(0, limit);
  }

  async delete(ids: readonly FileId[]): Promise<void> {
    for (const id of ids) this.#files.delete(id);
  }

  /** Memory forgets bytes with their last record. */
  async deleteOrphanBlobs(): Promise<number> {
    return 0;
  }

  /** Equal bytes become one, at the moment at which the file is there. */
  #keep({ file, parts }: StoredFile): void {
    const held = [...this.#files.values()]
      .filter((other) => other.file.tenant === file.tenant)
      .flatMap((other) => Object.values(other.parts));
    const shared = (part: StoredPart): StoredPart => {
      const bytes = held.find(({ sha256 }) => sha256 === part.sha256)?.bytes ?? part.bytes;
      return { ...part, bytes };
    };
    const entries = Object.entries(parts).map(([name, part]) => [name, shared(part)]);
    this.#files.set(file.id, { file, parts: Object.fromEntries(entries) });
  }
}

async function readied(
  { file, parts }: StoredFile,
  outcome: Extract<FileOutcome, { readonly status: 'ready' }>,
): Promise<StoredFile> {
  const { content, renditions = {}, contentType = file.contentType, ...found } = outcome;
  const served =
    content === undefined ? { ...(parts.content as StoredPart), contentType } : await readPart(content);
  const smaller: Partial<Record<Rendition, StoredPart>> = {};
  for (const name of RENDITIONS) {
    const part = renditions[name];
    if (part !== undefined) smaller[name] = await readPart(part);
  }
  return {
    parts: { content: served, ...smaller },
    file: {
      ...file,
      ...found,
      contentType: served.contentType,
      size: served.bytes.byteLength,
      sha256: served.sha256,
      renditions: RENDITIONS.filter((name) => smaller[name] !== undefined),
    },
  };
}

async function readPart(part: NewPart, maxBytes = Number.POSITIVE_INFINITY): Promise<StoredPart> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of part.bytes) {
    size += chunk.byteLength;
    if (size > maxBytes) throw fileTooLarge(maxBytes);
    chunks.push(chunk);
  }
  const bytes = new Uint8Array(Buffer.concat(chunks, size));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { bytes, contentType: part.contentType, sha256 };
}

function rejected({ file }: StoredFile, { reason }: { readonly reason: string }): StoredFile {
  return { file: { ...file, status: 'rejected', rejection: reason }, parts: {} };
}

function contentOf({ bytes, contentType, sha256 }: StoredPart): OpenedFile['content'] {
  return {
    size: bytes.byteLength,
    contentType,
    etag: sha256,
    async *read({ first, last } = { first: 0, last: bytes.byteLength - 1 }) {
      yield bytes.slice(first, last + 1);
    },
  };
}
