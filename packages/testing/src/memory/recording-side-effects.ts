import type { FileId, RoomId, SideEffects } from '@crosstalk/domain';

/** Keeps which rooms changed, which files were stored and which erasures were asked for, in order. */
export class RecordingSideEffects implements SideEffects {
  readonly #rooms: RoomId[] = [];
  readonly #files: FileId[] = [];
  readonly #erasures: string[] = [];

  get rooms(): readonly RoomId[] {
    return this.#rooms;
  }

  get files(): readonly FileId[] {
    return this.#files;
  }

  get erasures(): readonly string[] {
    return this.#erasures;
  }

  roomChanged(roomId: RoomId): void {
    this.#rooms.push(roomId);
  }

  fileStored(fileId: FileId): void {
    this.#files.push(fileId);
  }

  erasureAsked(erasureId: string): void {
    this.#erasures.push(erasureId);
  }
}
