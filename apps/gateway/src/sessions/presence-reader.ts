import type { Knowledge } from '@crosstalk/dialect-kit';
import type { DomainEvent, Presence, UserId } from '@crosstalk/domain';

/** Takes what is read of presence into the node's knowledge; a change that is told while it is read is newer and prevails. */
export class PresenceReader {
  readonly #knowledge: Knowledge;
  #reads = 0;
  readonly #changed = new Set<UserId>();

  constructor(knowledge: Knowledge) {
    this.#knowledge = knowledge;
  }

  /** Called with every event as it arrives, before it is delivered. */
  observe(event: DomainEvent): void {
    if (event.type === 'presence.changed' && this.#reads > 0) this.#changed.add(event.userId);
  }

  /** @returns what is true now, by `read` or by a change since. @throws what `read` throws */
  async learn(read: () => Promise<readonly Presence[]>): Promise<readonly Presence[]> {
    this.#reads += 1;
    try {
      const fresh = (await read()).map((each) =>
        this.#changed.has(each.userId) ? this.#knowledge.presenceOf(each.userId) : each,
      );
      this.#knowledge.learnPresences(fresh);
      return fresh;
    } finally {
      this.#reads -= 1;
      if (this.#reads === 0) this.#changed.clear();
    }
  }
}
