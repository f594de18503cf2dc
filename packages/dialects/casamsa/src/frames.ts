/** @module From a text frame to a request, and from a result to the answering frame. */
import {
  type Answer,
  type Incoming,
  isRecord,
  type ObjectFrame,
  parseObject,
  type Request,
  UnreadableRequest,
} from '@crosstalk/dialect-kit';
import { ChatError, invalidField } from '@crosstalk/domain';
import { isSmallJson } from './small-json.js';

const MAX_KEY_BYTES = 1024;

type Members = Readonly<Record<string, unknown>>;

/** What every frame of the server looks like. */
export interface Told {
  readonly type: string;
  readonly data: ObjectFrame;
}

/** @throws ChatError or UnreadableRequest for what is no request; without `fields` where no argument is to blame */
export function read(incoming: Incoming): Request {
  if (incoming.kind !== 'text') throw new ChatError('invalid', 'Only text frames are understood.');
  const frame = parseObject(incoming.text);
  const args = frame.args ?? {};
  const key = keyOf(frame, args);
  const { method, access_token: token } = frame;
  if (typeof method !== 'string') throw unreadable('', key, '"method" must be a string.');
  if (!isRecord(args)) throw unreadable(method, key, '"args" must be an object.');
  if (!isSmallJson(key, MAX_KEY_BYTES)) {
    const error = invalidField('event_response_key', `must be at most ${MAX_KEY_BYTES} bytes of JSON`);
    throw new UnreadableRequest({ event: method, correlation: null }, error);
  }
  if (token !== undefined && token !== null && (typeof token !== 'string' || token === '')) {
    const error = new ChatError('unauthenticated', '"access_token" must be a token.');
    throw new UnreadableRequest({ event: method, correlation: key }, error);
  }
  return { event: method, data: args, correlation: key, ...(token ? { token } : {}) };
}

/** Every success answer carries the key; null is answered in the order of the room by the event table. */
export function answer(request: Request, result: object | null): Answer {
  return { frames: result === null ? [] : [withKey(result as Told, request.correlation)] };
}

export function withKey({ type, data }: Told, key: unknown): ObjectFrame {
  return { type, data: { ...data, event_response_key: key ?? null } };
}

/** The key is an argument; `auth`, which has no arguments, may carry it beside the method. */
function keyOf(frame: Members, args: unknown): unknown {
  if (isRecord(args) && args.event_response_key !== undefined) return args.event_response_key;
  return frame.method === 'auth' ? (frame.event_response_key ?? null) : null;
}

function unreadable(event: string, key: unknown, problem: string): UnreadableRequest {
  const correlation = isSmallJson(key, MAX_KEY_BYTES) ? key : null;
  return new UnreadableRequest({ event, correlation }, new ChatError('invalid', problem));
}
