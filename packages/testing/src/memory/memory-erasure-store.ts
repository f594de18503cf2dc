import type { EpochMs, Erasure, ErasureRequest, ErasureStore, UserId } from '@crosstalk/domain';
import type { FixedClock } from './fixed-clock.js';

/** Erasures in memory. */
export class MemoryErasureStore implements ErasureStore {
  readonly #clock: Pick<FixedClock, 'now'>;
  readonly #all = new Map<string, Erasure & { readonly savedAt: EpochMs }>();

  constructor(clock: Pick<FixedClock, 'now'>) {
    this.#clock = clock;
  }

  async ask(request: ErasureRequest): Promise<Erasure> {
    const known = await this.ofUser(request.userId);
    if (known !== null) return known;
    const begun: Erasure = { ...request, finishedAt: null, counts: {}, place: null, version: 0 };
    this.#all.set(begun.id, { ...begun, savedAt: this.#clock.now() });
    return begun;
  }

  async find(id: string): Promise<Erasure | null> {
    const found = this.#all.get(id);
    if (found === undefined) return null;
    const { savedAt: _savedAt, ...erasure } = found;
    return erasure;
  }

  async ofUser(userId: UserId): Promise<Erasure | null> {
    const found = [...this.#all.values()].find((erasure) => erasure.userId === userId);
    return found === undefined ? null : this.find(found.id);
  }

  async save(
    { id, version }: Erasure,
    { place, counts }: Pick<Erasure, 'place' | 'counts'>,
  ): Promise<Erasure | null> {
    const now = this.#all.get(id);
    if (now?.version !== version || now.finishedAt !== null) return null;
    this.#all.set(id, { ...now, place, counts, version: version + 1, savedAt: this.#clock.now() });
    return this.find(id);
  }

  async finish(id: string, at: EpochMs): Promise<void> {
    const now = this.#all.get(id);
    if (now?.finishedAt === null) this.#all.set(id, { ...now, finishedAt: at, place: null });
  }

  async unfinished(idleMs: number, limit: number): Promise<readonly string[]> {
    const before = this.#clock.now() - idleMs;
    return [...this.#all.values()]
      .filter(({ finishedAt, savedAt }) => finishedAt === null && savedAt < before)
      .sort((a, b) => a.savedAt - b.savedAt)
      .slice(0, limit)
      .map(({ id }) => id);
  }
}
