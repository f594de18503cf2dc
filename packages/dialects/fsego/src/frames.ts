/** @module From a text frame to a request, and from a result to the answering frame. */
import {
  type Answer,
  type Incoming,
  isRecord,
  type ObjectFrame,
  type Request,
  UnreadableRequest,
} from '@crosstalk/dialect-kit';
import { ChatError, invalidField } from '@crosstalk/domain';

/** The requests of the document, beside the ping. */
export const ACTIONS = ['DATA', 'NEW_CHATS', 'VIEW_CHAT', 'OUT_CHAT', 'ADD_MESSAGE'] as const;
/** The row of the ping, which is no action. */
export const PING = 'ping';

export const MAX_REQUEST_ID = 128;
/** Names come from the client and go back to it: no more than this of one. */
const MAX_NAME = 64;

export type RequestId = string | number;

/** What every frame of the server looks like, but for the pong. */
export interface Told extends ObjectFrame {
  readonly action: string;
}

/** @throws ChatError or UnreadableRequest for what is no request, an unknown action among it */
export function read(incoming: Incoming): Request {
  if (incoming.kind !== 'text') throw new ChatError('invalid', 'Only text frames are understood.');
  const text = incoming.text.trim();
  if (text === 'ping') return { event: PING, data: 'pong', correlation: null };
  const frame = parse(text);
  if (frame === 'ping') return { event: PING, data: '"pong"', correlation: null };
  if (!isRecord(frame)) throw new ChatError('invalid', 'The frame is neither a JSON object nor a ping.');
  const { action, request_id: requestId } = frame;
  const correlation = isRequestId(requestId) ? requestId : null;
  const refuse = (problem: ChatError): UnreadableRequest =>
    new UnreadableRequest(
      { event: typeof action === 'string' ? action.slice(0, MAX_NAME) : '', correlation },
      problem,
    );
  if (!isAction(action)) throw refuse(invalidField('action', `must be one of ${ACTIONS.join(', ')}`));
  if (correlation === null && requestId !== undefined && requestId !== null) {
    const rule = `must be an integer or a string of at most ${MAX_REQUEST_ID} characters`;
    throw refuse(invalidField('request_id', rule));
  }
  return { event: action, data: frame, correlation };
}

/** Null is answered in the order of the room by the event table. */
export function answer(request: Request, result: object | null): Answer {
  if (request.event === PING) return { frames: [String(request.data)] };
  return { frames: result === null ? [] : [withRequestId(result as Told, request.correlation)] };
}

export function withRequestId(frame: Told, requestId: unknown): ObjectFrame {
  return isRequestId(requestId) ? { ...frame, request_id: requestId } : frame;
}

function isAction(value: unknown): value is (typeof ACTIONS)[number] {
  return ACTIONS.some((action) => action === value);
}

function isRequestId(value: unknown): value is RequestId {
  return typeof value === 'string' ? value.length <= MAX_REQUEST_ID : Number.isSafeInteger(value);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new ChatError('invalid', 'The frame is not JSON.');
  }
}
