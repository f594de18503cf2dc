import type { FileId, RoomId, SideEffects } from '@crosstalk/domain';
import { erasureJob } from './erasures/erasure-job.js';
import { fileJob } from './files/file-job.js';
import type { EnqueueObserver } from './job-observer.js';
import { QueueSet, type QueueSetOptions } from './queue/queue-set.js';
import type { QueuedJob } from './queue/queued-job.js';
import type { QueueName } from './queue/queues.js';
import { roomEffectsJob } from './room-effects/room-effects-job.js';

export type BullSideEffectsOptions = QueueSetOptions;

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
  #changed = new Set<RoomId>();
  #stored = new Set<FileId>();
  #erasures = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #lastFlushAt = Number.NEGATIVE_INFINITY;
  #flushing: Promise<void> = Promise.resolve();
  #closed: Promise<void> | undefined;

  constructor(options: BullSideEffectsOptions) {
    this.#observer = options.observer;
    this.#queues = new QueueSet(options);
  }

  roomChanged(roomId: RoomId): void {
    if (this.#closed !== undefined) return;
    this.#changed.add(roomId);
    this.#schedule();
  }

  fileStored(fileId: FileId): void {
    if (this.#closed !== undefined) return;
    this.#stored.add(fileId);
    this.#schedule();
  }

  erasureAsked(erasureId: string): void {
    if (this.#closed !== undefined) return;
    this.#erasures.add(erasureId);
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
    const rooms = [...this.#changed].map(roomEffectsJob);
    const files = [...this.#stored].map((fileId) => fileJob('files', { fileId }));
    const erasures = [...this.#erasures].map(erasureJob);
    this.#changed = new Set();
    this.#stored = new Set();
    this.#erasures = new Set();
    const enqueued = [
      this.#enqueue('room-effects', rooms),
      this.#enqueue('files', files),
      this.#enqueue('erasures', erasures),
    ];
    this.#flushing = Promise.all([this.#flushing, ...enqueued]).then(() => {});
  }

  async #enqueue(queue: QueueName, jobs: readonly QueuedJob<object>[]): Promise<void> {
    for (let at = 0; at < jobs.length; at += CHUNK) {
      await this.#queues
        .add(queue, jobs.slice(at, at + CHUNK))
        .catch((error: unknown) => this.#observer.failed(queue, error));
    }
  }
}
