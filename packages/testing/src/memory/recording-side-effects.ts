import type { FileId, RoomId, SideEffects } from '@crosstalk/domain';

/** Keeps which rooms changed and which files were stored, in order. */
export class RecordingSideEffects implements SideEffects {
  readonly #rooms: RoomId[] = [];
  readonly #files: FileId[] = [];

  get rooms(): readonly RoomId[] {
    return this.#rooms;
  }

  get files(): readonly FileId[] {
    return this.#files;
  }

  roomChanged(roomId: RoomId): void {
    this.#rooms.push(roomId);
  }

  fileStored(fileId: FileId): void {
    this.#files.push(fileId);
  }
}
