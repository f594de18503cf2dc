/** What a raw WebSocket dialect sends: one JSON object per text frame. */
export type ObjectFrame = Readonly<Record<string, unknown>>;
/** What a Socket.IO dialect sends: an event name and its payload. */
export type EventFrame = readonly [event: string, payload: unknown];
/** A text frame as it is, for wires that have words outside JSON. */
export type RawFrame = string;
export type Frame = ObjectFrame | EventFrame | RawFrame;

/** Frames as one connection of a transport takes them. */
export interface EncodedBatch {
  /** One by one, for transports that cannot take the buffer (HTTP polling). */
  readonly texts: readonly string[];
  /** All of them as consecutive WebSocket frames (RFC 6455, section 5.2), written with one call. */
  readonly buffer: Uint8Array;
}

/** Turns frames into what a transport writes; `text` is done once per dialect and event, `pack` once per batch. */
export interface Codec {
  text(frame: Frame): string;
  pack(texts: readonly string[]): EncodedBatch;
}
