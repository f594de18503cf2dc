import type { Call, CallBoard, Clock, UserId } from '@crosstalk/domain';

/** After the ringing time, until a call that nobody ended is forgotten. */
const FORGET_AFTER_MS = 15_000;

interface Entry {
  readonly call: Call;
  readonly ringsUntil: number;
}

/** Calls in memory: a person is in one at a time. */
export class MemoryCallBoard implements CallBoard {
  readonly #calls = new Map<string, Entry>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async begin(call: Call, ringMs: number): Promise<'begun' | 'caller_busy' | 'callee_busy'> {
    if (this.#of(call.callerId) !== null) return 'caller_busy';
    if (this.#of(call.calleeId) !== null) return 'callee_busy';
    this.#calls.set(call.id, { call, ringsUntil: this.#clock.now() + ringMs });
    return 'begun';
  }

  async answer(callId: string, calleeConnection: string): Promise<Call | null> {
    const entry = this.#ringing(callId);
    if (entry === null) return null;
    const call = { ...entry.call, calleeConnection };
    this.#calls.set(callId, { ...entry, call });
    return call;
  }

  async find(userId: UserId): Promise<Call | null> {
    return this.#of(userId);
  }

  async end(callId: string): Promise<Call | null> {
    const call = this.#calls.get(callId)?.call ?? null;
    this.#calls.delete(callId);
    return call;
  }

  async endIfRinging(callId: string): Promise<Call | null> {
    const entry = this.#ringing(callId);
    if (entry === null) return null;
    this.#calls.delete(callId);
    return entry.call;
  }

  #ringing(callId: string): Entry | null {
    const entry = this.#calls.get(callId);
    return entry === undefined || entry.call.calleeConnection !== null ? null : entry;
  }

  #of(userId: UserId): Call | null {
    for (const { call, ringsUntil } of this.#calls.values()) {
      const forgotten = call.calleeConnection === null && this.#clock.now() > ringsUntil + FORGET_AFTER_MS;
      if (forgotten) this.#calls.delete(call.id);
      else if (call.callerId === userId || call.calleeId === userId) return call;
    }
    return null;
  }
}
