import type { EpochMs, FileId, TenantId, UserId } from '../ids.js';
import type { Attachment, FilePart, Rendition } from '../model/attachment.js';

/** Bytes in order. Whoever reads them may stop early. */
export type ByteSource = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

export interface FileDraft {
  readonly tenant: TenantId;
  readonly ownerId: UserId;
  readonly name: string;
  /** As the sender says. */
  readonly contentType: string;
  readonly createdAt: EpochMs;
}

/** First and last byte, both included, both within the part. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/** One part of a file, not read yet. */
export interface FileContent {
  /** Bytes. */
  readonly size: number;
  readonly contentType: string;
  /** Names the bytes: equal for equal bytes only. Without quotes. */
  readonly etag: string;
  /** Nothing is opened before the first chunk is asked for. @throws ChatError `unavailable` on the way */
  read(range?: ByteRange): AsyncIterable<Uint8Array>;
}

export interface OpenedFile {
  readonly file: Attachment;
  /** Null when the file has no such part. */
  readonly content: FileContent | null;
}

export interface NewPart {
  readonly contentType: string;
  readonly bytes: ByteSource;
}

/** What became of a file that was looked at. */
export type FileOutcome =
  | {
      readonly status: 'ready';
      /** What it really is; the sender's word is kept when absent. */
      readonly contentType?: string;
      readonly width: number | null;
      readonly height: number | null;
      readonly durationSeconds: number | null;
      readonly placeholder: string | null;
      /** Served from now on in place of the bytes that came (without metadata, for example). */
      readonly content?: NewPart;
      readonly renditions?: Readonly<Partial<Record<Rendition, NewPart>>>;
    }
  | { readonly status: 'rejected'; readonly reason: string };

/**
 * Files: a record each, and bytes that are stored once per tenant, however many files consist of them. A record never lacks its bytes;
 * bytes that lost their record in a crash are found by `deleteOrphanBlobs`.
 */
export interface FileStore {
  /**
   * Stores the bytes as they come, then the record, as `processing`. Holds a few chunks in memory, never the whole. When anything goes
   * wrong on the way, be it the source itself, nothing is left behind.
   * @throws ChatError `too_large` as soon as more than `maxBytes` have come, `unavailable`; whatever the source throws
   */
  put(draft: FileDraft, bytes: ByteSource, limits: { readonly maxBytes: number }): Promise<Attachment>;
  findMany(ids: readonly FileId[]): Promise<readonly Attachment[]>;
  /** The record and one part, whatever the status, by one read. Null when there is no such file. */
  open(id: FileId, part: FilePart): Promise<OpenedFile | null>;
  /**
   * What the worker found. Counts only while the file is `processing`: a second run changes nothing. A rejected file loses its bytes and
   * keeps its record. Answers the file as it is now, null when it is gone.
   */
  finish(id: FileId, outcome: FileOutcome): Promise<Attachment | null>;
  /** Files that are `processing` for more than `olderThanMs`, oldest first: their jobs were lost. */
  stuckProcessing(olderThanMs: number, limit: number): Promise<readonly FileId[]>;
  /** Files that somebody stored, ascending by id, above `after`. */
  ownedBy(
    ownerId: UserId,
    page: { readonly after?: FileId | undefined; readonly limit: number },
  ): Promise<readonly Attachment[]>;
  delete(ids: readonly FileId[]): Promise<void>;
  /**
   * Removes bytes that no record names, of writes and deletions that were cut off more than `olderThanMs` ago; that must be longer than
   * an upload can take. Looks at up to `limit`, answers how many it looked at: fewer than `limit` is the end.
   */
  deleteOrphanBlobs(olderThanMs: number, limit: number): Promise<number>;
}
