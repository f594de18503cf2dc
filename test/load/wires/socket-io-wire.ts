import { beginsWith, type FrameView } from '../generator/frames.js';
import type { RoomKey, Wire, WireSink } from './wire.js';

interface Words {
  readonly name: string;
  /** The event that brings a message of a room. */
  readonly delivery: string;
  /** The event that asks for a page of history. */
  readonly history: string;
}

const OPENED = Buffer.from('0{');
const CONNECTED = Buffer.from('40');
const PING = Buffer.from('2');
const AUTHENTICATED = Buffer.from('42["auth-success"');
const ERROR = Buffer.from('42["socket-api-error"');
const ANSWER = Buffer.from('43');
const SUCCESS = Buffer.from('{"ok":true');
const BRACKET = '['.charCodeAt(0);
const ZERO = '0'.charCodeAt(0);
export const HISTORY_PAGE = 50;

/** Socket.IO over Engine.IO 4, WebSocket only, spoken in bare packets; answers are acknowledgements. */
export function socketIoWire({ name, delivery, history }: Words): Wire {
  const delivered = Buffer.from(`42["${delivery}"`);
  const event = (request: number, data: readonly [string, object]): string =>
    `42${request}${JSON.stringify(data)}`;
  return {
    name,
    path: '/socket.io/?EIO=4&transport=websocket',
    greet: () => {},
    receive(frame, sink) {
      if (beginsWith(frame, delivered)) sink.delivered(frame);
      else if (beginsWith(frame, ANSWER)) answer(frame, sink);
      else if (beginsWith(frame, PING)) sink.reply('3');
      else if (beginsWith(frame, OPENED)) sink.reply('40');
      else if (beginsWith(frame, CONNECTED))
        sink.reply(`42${JSON.stringify(['auth', { data: sink.token }])}`);
      else if (beginsWith(frame, AUTHENTICATED)) sink.ready();
      else if (beginsWith(frame, ERROR)) sink.refused(frame.bytes.toString('utf8', frame.start, frame.end));
    },
    send: (request, room, text) => event(request, ['message-send', { channelId: room, text }]),
    history: (request: number, room: RoomKey, before: RoomKey) =>
      event(request, [history, { channelId: room, before, limit: HISTORY_PAGE }]),
  };
}

/** `43<request>[{"ok":true,…` */
function answer(frame: FrameView, sink: WireSink): void {
  const { bytes, start, end } = frame;
  let request = 0;
  let at = start + ANSWER.length;
  while (bytes[at] !== BRACKET && at < end) request = request * 10 + (bytes[at++] ?? 0) - ZERO;
  if (beginsWith({ ...frame, start: at + 1 }, SUCCESS)) sink.answered(request);
  else sink.refused(bytes.toString('utf8', start, end));
}
