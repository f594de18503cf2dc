import type { FileId, RoomId, SideEffects } from '@crosstalk/domain';
import { erasureJob } from './erasures/erasure-job.js';
import { fileJob } from './files/file-job.js';
import type { EnqueueObserver } from './job-observer.js';
import type { AskedJob, JobTracing } from './job-tracing.js';
import { QueueSet, type QueueSetOptions } from './queue/queue-set.js';
import { type QueuedJob, withTraceparent } from './queue/queued-job.js';
import type { QueueName } from './queue/queues.js';
import { roomEffectsJob } from './room-effects/room-effects-job.js';

export type BullSideEffectsOptions = QueueSetOptions;

/** What is to be enqueued, each with the trace of the first who asked for it, if that is traced. */
type Waiting<Key> = Map<Key, AskedJob | undefined>;

/** A room is told to the queue at most this often by one node. */
const COALESCE_MS = 500;
/** Jobs of one round trip. */
const CHUNK = 500;

/**
 * Enqueues the jobs of rooms, files and erasures. Changes of `COALESCE_MS` share one job and one round trip. What cannot be enqueued is counted
 * and forgotten: the room stays dirty and the file `processing` in storage, where the sweeps find them.
 */
export class BullSideEffects implements SideEffects {
  readonly #observer: EnqueueObserver;
  readonly #queues: QueueSet;
  readonly #tracing: JobTracing | undefined;
  #changed: Waiting<RoomId> = new Map();
  #stored: Waiting<FileId> = new Map();
  #erasures: Waiting<string> = new Map();
  #timer: NodeJS.Timeout | undefined;
  #lastFlushAt = Number.NEGATIVE_INFINITY;
  #flushing: Promise<void> = Promise.resolve();
  #closed: Promise<void> | undefined;

  constructor(options: BullSideEffectsOptions) {
    this.#observer = options.observer;
    this.#tracing = options.tracing;
    // Jobs are asked for here, not when the timer fires.
    this.#queues = new QueueSet({ ...options, tracing: undefined });
  }

  roomChanged(roomId: RoomId): void {
    this.#ask('room-effects', this.#changed, roomId);
  }

  fileStored(fileId: FileId): void {
    this.#ask('files', this.#stored, fileId);
  }

  erasureAsked(erasureId: string): void {
    this.#ask('erasures', this.#erasures, erasureId);
  }

  #ask<Key>(queue: QueueName, waiting: Waiting<Key>, key: Key): void {
    if (this.#closed !== undefined) return;
    if (!waiting.get(key)) waiting.set(key, this.#tracing?.asked(queue));
    this.#schedule();
  }

  /** Enqueues what is left, then leaves the queue. Idempotent. */
  close(): Promise<void> {
    this.#closed ??= (async () => {
      this.#flush();
      await this.#flushing;
      await this.#queues.close();
    })();
    return this.#closed;
  }

  #schedule(): void {
    if (this.#timer !== undefined) return;
    // A first change goes out with the others of its tick; the ones after it wait for the interval to end.
    const waitMs = Math.max(0, this.#lastFlushAt + COALESCE_MS - performance.now());
    this.#timer = setTimeout(() => this.#flush(), waitMs);
    this.#timer.unref();
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#lastFlushAt = performance.now();
    const enqueued = [
      this.#enqueue('room-effects', this.#changed, roomEffectsJob),
      this.#enqueue('files', this.#stored, (fileId) => fileJob('files', { fileId })),
      this.#enqueue('erasures', this.#erasures, erasureJob),
    ];
    this.#changed = new Map();
    this.#stored = new Map();
    this.#erasures = new Map();
    this.#flushing = Promise.all([this.#flushing, ...enqueued]).then(() => {});
  }

  async #enqueue<Key>(
    queue: QueueName,
    waiting: Waiting<Key>,
    jobOf: (key: Key) => QueuedJob<object>,
  ): Promise<void> {
    const all = [...waiting];
    for (let at = 0; at < all.length; at += CHUNK) {
      const chunk = all.slice(at, at + CHUNK);
      const jobs = chunk.map(([key, asked]) => (asked ? withTraceparent(jobOf(key), asked) : jobOf(key)));
      const outcome = await this.#queues.add(queue, jobs).then(
        () => 'enqueued' as const,
        (error: unknown) => {
          this.#observer.failed(queue, error);
          return 'failed' as const;
        },
      );
      for (const [, asked] of chunk) asked?.done(outcome);
    }
  }
}
