import type { RoomEvent } from '@crosstalk/domain';

const MAX_WAITING = 1000;

/** Events that wait until the audience is known. */
export class WaitingEvents {
  /** No list while nothing waits, which is nearly always. */
  #events: RoomEvent[] | null = null;

  /** False: too many wait, and this one is dropped. */
  add(event: RoomEvent): boolean {
    this.#events ??= [];
    if (this.#events.length >= MAX_WAITING) return false;
    this.#events.push(event);
    return true;
  }

  takeAll(): readonly RoomEvent[] {
    const events = this.#events ?? [];
    this.#events = null;
    return events;
  }
}
