import { beginsWith, type FrameView } from '../generator/frames.js';
import type { Wire, WireSink } from './wire.js';

const DELIVERY = Buffer.from('{"type":"new_message"');
const OWN_DELIVERY = Buffer.from('{"type":"message_created"');
const AUTHENTICATED = Buffer.from('{"type":"authenticated"');
const ERROR = Buffer.from('{"type":"error"');
const REQUEST_KEY = Buffer.from('"event_response_key":');

/** The raw WebSocket dialect; an own message comes as the answer to its send. */
export const casamsaWire: Wire = {
  name: 'casamsa',
  path: '/ws/chat/',
  greet: (sink) => sink.reply(JSON.stringify({ method: 'auth', access_token: sink.token })),
  receive(frame, sink) {
    if (beginsWith(frame, DELIVERY)) sink.delivered(frame);
    else if (beginsWith(frame, OWN_DELIVERY)) answer(frame, sink);
    else if (beginsWith(frame, AUTHENTICATED)) sink.ready();
    else if (beginsWith(frame, ERROR)) sink.refused(frame.bytes.toString('utf8', frame.start, frame.end));
  },
  send: (request, chat, text) =>
    JSON.stringify({ method: 'send_message', args: { chat, text, event_response_key: request } }),
  history: () => null,
};

function answer(frame: FrameView, sink: WireSink): void {
  sink.delivered(frame);
  const key = frame.bytes.lastIndexOf(REQUEST_KEY, frame.end);
  if (key < frame.start) return;
  sink.answered(Number.parseInt(frame.bytes.toString('latin1', key + REQUEST_KEY.length, frame.end), 10));
}
