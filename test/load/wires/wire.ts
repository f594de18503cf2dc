import type { FrameView } from '../generator/frames.js';

/** Room ids are numbers in Crosstalk and hexadecimal strings in the baseline. */
export type RoomKey = number | string;

/** What a wire makes of the frames that come in. */
export interface WireSink {
  readonly token: string;
  reply(text: string): void;
  /** The connection is authenticated. */
  ready(): void;
  delivered(frame: FrameView): void;
  answered(request: number): void;
  refused(reason: string): void;
}

/** One wire API, as far as the bench speaks it. */
export interface Wire {
  readonly name: string;
  readonly path: string;
  /** The socket is open: the client speaks, if it speaks first. */
  greet(sink: WireSink): void;
  receive(frame: FrameView, sink: WireSink): void;
  send(request: number, room: RoomKey, text: string): string;
  /** Fifty messages before the cursor; null when the wire has no history. */
  history(request: number, room: RoomKey, before: RoomKey): string | null;
}
