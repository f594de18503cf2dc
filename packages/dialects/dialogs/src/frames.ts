/** @module From a Socket.IO event to a request, and from what a row made of it to frames and acknowledgement. */
import {
  type Answer,
  type EventFrame,
  type Incoming,
  isRecord,
  type Request,
  UnreadableRequest,
} from '@crosstalk/dialect-kit';
import { ChatError, invalidField } from '@crosstalk/domain';

/** What a row makes of a request. */
export interface Outcome {
  /** For the acknowledgement. */
  readonly payload: object;
  /** What the caller is sent, unless an event of the domain brings it in the order of the room. */
  readonly frames: readonly EventFrame[];
}

/** The correlation is the event's name: it says which names the event table has promised to the caller. @throws UnreadableRequest */
export function read(incoming: Incoming): Request {
  if (incoming.kind !== 'event') throw new ChatError('invalid', 'Only Socket.IO events are understood.');
  const { event, payload } = incoming;
  const data = payload ?? {};
  if (!isRecord(data)) {
    throw new UnreadableRequest({ event, correlation: event }, invalidField('data', 'must be an object'));
  }
  return { event, data, correlation: event };
}

export function answer(_request: Request, result: object | null): Answer {
  const { payload, frames } = result as Outcome;
  return { frames, acknowledgement: { ok: true, ...payload } };
}
