/** An Engine.IO session that asks for nothing for this long is over (ping interval plus timeout are 45 s). */
const IDLE_MS = 120_000;
const MOST_SESSIONS = 100_000;

/** Remembers which gateway has which Engine.IO session, oldest use first. */
export class SessionTable {
  readonly #sessions = new Map<string, { gateway: string; usedAt: number }>();

  /** The gateway of a session; asking counts as use. */
  find(sid: string): string | undefined {
    const session = this.#sessions.get(sid);
    if (session !== undefined) this.remember(sid, session.gateway);
    return session?.gateway;
  }

  /** Notes where a session lives and forgets those that are over. */
  remember(sid: string, gateway: string): void {
    const now = Date.now();
    // Taken out first, so that the map stays in order of use.
    this.#sessions.delete(sid);
    this.#sessions.set(sid, { gateway, usedAt: now });
    for (const [oldest, { usedAt }] of this.#sessions) {
      if (this.#sessions.size <= MOST_SESSIONS && now - usedAt < IDLE_MS) break;
      this.#sessions.delete(oldest);
    }
  }
}
