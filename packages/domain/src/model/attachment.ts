import type { EpochMs, FileId, TenantId, UserId } from '../ids.js';

/** A new file is `processing` until the worker has looked at it; only what is `ready` is ever served. */
export const ATTACHMENT_STATUSES = ['processing', 'ready', 'rejected'] as const;
export type AttachmentStatus = (typeof ATTACHMENT_STATUSES)[number];

/** Smaller pictures of a file: `thumbnail` for lists, `preview` for a screen. */
export const RENDITIONS = ['thumbnail', 'preview'] as const;
export type Rendition = (typeof RENDITIONS)[number];

/** What of a file can be asked for. */
export const FILE_PARTS = ['content', ...RENDITIONS] as const;
export type FilePart = (typeof FILE_PARTS)[number];

/** What is known of a file; its bytes are with the `FileStore`. */
export interface Attachment {
  readonly id: FileId;
  readonly tenant: TenantId;
  readonly ownerId: UserId;
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly contentType: string;
  /** Of the bytes, in hex. */
  readonly sha256: string;
  readonly status: AttachmentStatus;
  /** Pixels; null for what is no picture or film, and until it was looked at. */
  readonly width: number | null;
  readonly height: number | null;
  readonly durationSeconds: number | null;
  /** Those that can be asked for. */
  readonly renditions: readonly Rendition[];
  /** Something small to show while the picture loads, as the worker made it. */
  readonly placeholder: string | null;
  /** Why it was refused, for people; null unless `rejected`. */
  readonly rejection: string | null;
  readonly createdAt: EpochMs;
}
