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
import { ChatError, invalidField, LIMITS } from '@crosstalk/domain';

/** What every frame looks like, in both directions. */
export interface Told {
  readonly type: string;
  readonly content: ObjectFrame;
}

/** `content` may be left out. @throws ChatError or UnreadableRequest for what is no event */
export function read(incoming: Incoming): Request {
  if (incoming.kind !== 'text') throw new ChatError('invalid', 'Only text frames are understood.');
  const frame = parseObject(incoming.text);
  const { type } = frame;
  if (typeof type !== 'string') throw invalidField('type', 'must be a string');
  const content = frame.content ?? {};
  if (!isRecord(content)) {
    const error = invalidField('content', 'must be an object');
    throw new UnreadableRequest({ event: type, correlation: null }, error);
  }
  return { event: type, data: content, correlation: clientIdOf(content) };
}

/** Null: nothing, or answered in the order of the room by the event table. */
export function answer(_request: Request, result: object | null): Answer {
  return { frames: result === null ? [] : [{ ...(result as Told) }] };
}

/** What the client calls its request; one that is refused anyway is not handed back. */
function clientIdOf({ client_id: id }: Readonly<Record<string, unknown>>): string | null {
  return typeof id === 'string' && id !== '' && id.length <= LIMITS.clientIdLength ? id : null;
}
