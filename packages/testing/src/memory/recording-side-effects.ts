import type { RoomId, SideEffects } from '@crosstalk/domain';

/** Keeps which rooms changed, in order. */
export class RecordingSideEffects implements SideEffects {
  readonly #rooms: RoomId[] = [];

  get rooms(): readonly RoomId[] {
    return this.#rooms;
  }

  roomChanged(roomId: RoomId): void {
    this.#rooms.push(roomId);
  }
}
