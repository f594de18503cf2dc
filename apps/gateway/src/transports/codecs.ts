import type { Codec, Dialect, Frame } from '@crosstalk/dialect-kit';
import { textFrames } from './text-frames.js';

/** Engine.IO's type of a message (protocol 3 and 4); Socket.IO's type of an event in the root namespace. */
const ENGINE_MESSAGE = '4';
const SOCKET_EVENT = '2';

const rawCodec: Codec = {
  text: (frame: Frame) => (typeof frame === 'string' ? frame : JSON.stringify(frame)),
  pack: (texts) => ({ texts, buffer: textFrames(texts) }),
};

const socketIoCodec: Codec = {
  text: (frame: Frame) => (typeof frame === 'string' ? frame : `${SOCKET_EVENT}${JSON.stringify(frame)}`),
  pack: (texts) => ({ texts, buffer: textFrames(texts.map((text) => ENGINE_MESSAGE + text)) }),
};

const CODECS: Readonly<Record<Dialect['transport']['kind'], Codec>> = {
  websocket: rawCodec,
  'socket.io': socketIoCodec,
};

export function codecOf(dialect: Dialect): Codec {
  return CODECS[dialect.transport.kind];
}
