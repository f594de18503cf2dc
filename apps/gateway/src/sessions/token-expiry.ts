import type { EpochMs } from '@crosstalk/domain';
import type { GatewayConnection } from '../connections/gateway-connection.js';

/** Longest delay that a timer takes (2^31 − 1 ms); a later expiry is looked at again then. */
const MAX_DELAY_MS = 2_147_483_647;

/** Ends sessions whose token ran out, in the manner of their dialect: a notice, a grace, then the close. */
export class TokenExpiry {
  readonly #now: () => EpochMs;
  readonly #timers = new Map<GatewayConnection, NodeJS.Timeout>();

  constructor(now: () => EpochMs) {
    this.#now = now;
  }

  /** Sets or renews the time at which the token of this connection runs out. */
  watch(connection: GatewayConnection, expiresAt: EpochMs): void {
    const delay = Math.max(0, expiresAt - this.#now());
    this.#set(connection, Math.min(delay, MAX_DELAY_MS), () => {
      if (delay > MAX_DELAY_MS) this.watch(connection, expiresAt);
      else this.#expire(connection);
    });
  }

  forget(connection: GatewayConnection): void {
    clearTimeout(this.#timers.get(connection));
    this.#timers.delete(connection);
  }

  #expire(connection: GatewayConnection): void {
    const { frames, graceMs, close } = connection.dialect.expiry;
    if (frames.length > 0) connection.send(frames);
    this.#set(connection, graceMs, () => connection.close(close));
  }

  #set(connection: GatewayConnection, delayMs: number, task: () => void): void {
    clearTimeout(this.#timers.get(connection));
    this.#timers.set(connection, setTimeout(task, delayMs).unref());
  }
}
