import type { FileId, RoomId, SideEffects } from '@crosstalk/domain';
import { Queue } from 'bullmq';
import type { JobObserver } from './job-observer.js';
import type { QueueRedis } from './queue/create-queue-connections.js';
import { keyPrefix, ROOM_EFFECTS, type RoomEffectsPayload, roomEffectsJob } from './queue/queues.js';

export interface BullSideEffectsOptions {
  /** A producer's connection; closed by its owner, after this. */
  readonly connection: QueueRedis;
  readonly queuePrefix: string;
  readonly observer: JobObserver;
}

/** A room is told to the queue at most this often by one node. */
const COALESCE_MS = 500;
/** Rooms of one round trip. */
const CHUNK = 500;

/**
 * Enqueues the jobs of rooms. Changes of `COALESCE_MS` share one job and one round trip. What cannot be enqueued is counted and
 * forgotten: the room stays dirty in storage and the outbox sweep finds it.
 */
export class BullSideEffects implements SideEffects {
  readonly #connection: QueueRedis;
  readonly #observer: JobObserver;
  readonly #queue: Queue<RoomEffectsPayload>;
  #changed = new Set<RoomId>();
  #timer: NodeJS.Timeout | undefined;
  #lastFlushAt = Number.NEGATIVE_INFINITY;
  #flushing: Promise<void> = Promise.resolve();
  #closed: Promise<void> | undefined;

  constructor(options: BullSideEffectsOptions) {
    this.#connection = options.connection;
    this.#observer = options.observer;
    this.#queue = new Queue(ROOM_EFFECTS, {
      connection: options.connection,
      prefix: keyPrefix(options.queuePrefix),
    });
    this.#queue.on('error', (error) => this.#observer.failed(ROOM_EFFECTS, error));
  }

  roomChanged(roomId: RoomId): void {
    if (this.#closed !== undefined) return;
    this.#changed.add(roomId);
    if (this.#timer !== undefined) return;
    // A first change goes out with the others of its tick; the ones after it wait for the interval to end.
    const waitMs = Math.max(0, this.#lastFlushAt + COALESCE_MS - performance.now());
    this.#timer = setTimeout(() => this.#flush(), waitMs);
    this.#timer.unref();
  }

  /** Nothing yet: every file is found by `stuckProcessing`. */
  fileStored(_fileId: FileId): void {}

  /** Enqueues what is left, then leaves the queue. Idempotent. */
  close(): Promise<void> {
    this.#closed ??= (async () => {
      this.#flush();
      await this.#flushing;
      await this.#queue.close();
    })();
    return this.#closed;
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#lastFlushAt = performance.now();
    const rooms = [...this.#changed];
    this.#changed = new Set();
    this.#flushing = Promise.all([this.#flushing, this.#enqueue(rooms)]).then(() => {});
  }

  async #enqueue(rooms: readonly RoomId[]): Promise<void> {
    for (let at = 0; at < rooms.length; at += CHUNK) {
      const chunk = rooms.slice(at, at + CHUNK);
      try {
        // Before its first connect the queue would wait for one without end, whatever the options of the client say.
        if (this.#connection.status !== 'ready') throw new Error('The queue is not connected.');
        await this.#queue.addBulk(chunk.map(roomEffectsJob));
        this.#observer.counted(ROOM_EFFECTS, 'enqueued', chunk.length);
      } catch (error) {
        this.#observer.counted(ROOM_EFFECTS, 'enqueue_failed', chunk.length);
        this.#observer.failed(ROOM_EFFECTS, error);
      }
    }
  }
}
