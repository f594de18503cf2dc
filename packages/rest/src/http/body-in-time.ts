import { ChatError } from '@crosstalk/domain';

type Body = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

export interface BodyLimits {
  /** Longest wait for the next chunk, in milliseconds. */
  readonly idleMs: number;
  /** Longest wait for all of them together. */
  readonly totalMs?: number;
}

/**
 * The same bytes, if they come in time. Only the sender is waited for: what the reader does between two chunks does not count.
 * @throws ChatError `invalid` when nothing came for so long, or the client went away in the middle
 */
export async function* bodyInTime(body: Body, limits: BodyLimits): AsyncGenerator<Uint8Array> {
  const chunks = Symbol.asyncIterator in body ? body[Symbol.asyncIterator]() : body[Symbol.iterator]();
  let leftMs = limits.totalMs ?? Number.POSITIVE_INFINITY;
  try {
    for (;;) {
      const askedAt = performance.now();
      const next = await inTime(Promise.resolve(chunks.next()), Math.min(limits.idleMs, leftMs));
      leftMs -= performance.now() - askedAt;
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    // Not waited for: a chunk that never comes would hold up the answer.
    Promise.resolve(chunks.return?.()).catch(() => undefined);
  }
}

async function inTime<T>(next: Promise<T>, limitMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const stalled = new Promise<never>((_, reject) => {
    const error = new ChatError('invalid', 'The body stalled before it was complete.');
    timer = setTimeout(() => reject(error), limitMs);
  });
  try {
    return await Promise.race([next.catch(cutShort), stalled]);
  } finally {
    clearTimeout(timer);
  }
}

/** The client went away: no defect of ours, and nobody hears the answer. */
function cutShort(error: unknown): never {
  if (error instanceof ChatError) throw error;
  throw new ChatError('invalid', 'The body ended before it was complete.', { cause: error });
}
