import { ChatError } from '@crosstalk/domain';
import type { Dialect } from '../dialect.js';

/** Counts failed attempts of one connection, so that a socket that stays open is no place to guess tokens. */
export class AuthenticationAttempts {
  readonly #limit: Dialect['authenticationLimit'];
  readonly #now: () => number;
  #failedAt: number[] = [];

  constructor(limit: Dialect['authenticationLimit'], now: () => number) {
    this.#limit = limit;
    this.#now = now;
  }

  /** Runs the attempt. @throws ChatError `rate_limited` while too many have failed, else what the attempt throws */
  async run<T>(attempt: () => Promise<T>): Promise<T> {
    this.#refuseExcess();
    try {
      return await attempt();
    } catch (error) {
      if (error instanceof ChatError && error.code === 'unauthenticated') this.#failedAt.push(this.#now());
      throw error;
    }
  }

  #refuseExcess(): void {
    if (!this.#limit) return;
    const { count, windowMs } = this.#limit;
    const now = this.#now();
    this.#failedAt = this.#failedAt.filter((at) => now - at < windowMs);
    const [oldest] = this.#failedAt;
    if (oldest === undefined || this.#failedAt.length < count) return;
    throw new ChatError('rate_limited', 'Too many attempts to authenticate on this connection.', {
      retryAfterMs: Math.ceil(windowMs - (now - oldest)),
    });
  }
}
