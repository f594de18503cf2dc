/** @module What the jobs need of the world; the worker's composition root fills it in. */
import type { EpochMs, FileOutcome, FileStore, Message, MessageStore, RoomId } from '@crosstalk/domain';
import type { WorkFolders } from './files/work-folders.js';
import type { JobObserver } from './job-observer.js';
import type { PreviewPayload } from './previews/preview-job.js';
import type { QueuedJob } from './queue/queued-job.js';
import type { QueueName } from './queue/queues.js';

export interface RoomProgress {
  readonly seq: number;
  readonly rev: number;
  /** Up to this rev the side effects are done; 0 when they never ran. */
  readonly effectsRev: number;
  /** Up to this seq offline members were notified. */
  readonly notifiedSeq: number;
  /** When the newest rev was allotted, or later. */
  readonly updatedAt: EpochMs;
}

export interface OverdueRoom {
  readonly roomId: RoomId;
  readonly dirtyAt: EpochMs;
}

export interface EffectsStore {
  /** Rooms with side effects outstanding for longer than `olderThanMs`, longest first. */
  dirtyRooms(olderThanMs: number, limit: number): Promise<readonly OverdueRoom[]>;
  /** Null when the room is gone. */
  load(roomId: RoomId): Promise<RoomProgress | null>;
  /** Sets every member's unread counter from the room's `seq` and the member's marks; it is never incremented. */
  setUnread(roomId: RoomId): Promise<void>;
  /**
   * Sets those counters right that are wrong in rooms without outstanding side effects, in up to `rooms` rooms with an id above `after`.
   * @returns how many were wrong, and the last room that was looked at; null at the end
   */
  mendUnread(
    after: RoomId,
    rooms: number,
  ): Promise<{ readonly mended: number; readonly lastRoomId: RoomId | null }>;
  /** The side effects are done up to `rev`. The room stays dirty, from now, when its rev is another by now. */
  finish(roomId: RoomId, rev: number): Promise<void>;
}

export interface SearchIndex {
  /** Makes each message found by its present text, or by nothing when it is deleted. Idempotent. */
  apply(messages: readonly Message[]): Promise<void>;
}

export interface RoomEffectsPorts {
  readonly effects: EffectsStore;
  readonly messages: Pick<MessageStore, 'changesAfter'>;
  readonly search: SearchIndex;
  /** Tells every node the room's newest rev, so that those behind it heal by reading. Rejects when Redis did not take it. */
  publishTip(roomId: RoomId, rev: number): Promise<void>;
  /** Members who are offline have something new to read: the job that tells them is due. */
  notify(roomId: RoomId): Promise<void>;
  /** Links that were posted: the jobs that look at them are due. Null: links have no previews. */
  readonly preview: ((links: readonly PreviewPayload[]) => Promise<void>) | null;
  now(): EpochMs;
}

export interface FileToExamine {
  readonly path: string;
  /** As the sender says. */
  readonly declaredType: string;
  /** Empty, of this job alone; what the outcome consists of may lie there. */
  readonly workFolder: string;
  readonly signal: AbortSignal;
}

export interface MediaExaminer {
  /** The real type, by a look at the head of the file. */
  typeOf(path: string, declaredType: string): Promise<string>;
  /** @throws Error when the file cannot be judged now, and may be tried again */
  examine(file: FileToExamine): Promise<FileOutcome>;
}

export interface FileJobPorts {
  readonly files: Pick<FileStore, 'open' | 'finish'>;
  readonly messages: Pick<MessageStore, 'carriersOf' | 'change'>;
  readonly media: MediaExaminer;
  readonly folders: WorkFolders;
  readonly observer: Pick<JobObserver, 'fileDone'>;
  /** As in `RoomEffectsPorts`. */
  publishTip(roomId: RoomId, rev: number): Promise<void>;
  /** The room got a new rev: its job is due. Never throws. */
  roomChanged(roomId: RoomId): void;
  enqueue(queue: QueueName, jobs: readonly QueuedJob<object>[]): Promise<void>;
  now(): EpochMs;
}
