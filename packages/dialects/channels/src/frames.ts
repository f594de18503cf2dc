/** @module From a Socket.IO event to a request, and from a result to the answering event. */
import {
  type Answer,
  type EventFrame,
  type Incoming,
  isRecord,
  type Request,
  UnreadableRequest,
} from '@crosstalk/dialect-kit';
import { ChatError, invalidField } from '@crosstalk/domain';

export const MAX_TRANSACTION = 128;

/** @throws UnreadableRequest when the payload is no object or its `transaction` no string of at most 128 characters */
export function read(incoming: Incoming): Request {
  if (incoming.kind !== 'event') throw new ChatError('invalid', 'Only Socket.IO events are understood.');
  const { event, payload } = incoming;
  const data = payload ?? {};
  if (!isRecord(data)) {
    throw new UnreadableRequest({ event, correlation: undefined }, invalidField('data', 'must be an object'));
  }
  const transaction = Object.hasOwn(data, 'transaction') ? data.transaction : undefined;
  if (transaction !== undefined && !isTransaction(transaction)) {
    throw new UnreadableRequest(
      { event, correlation: undefined },
      invalidField('transaction', `must be a string of at most ${MAX_TRANSACTION} characters`),
    );
  }
  return { event, data, correlation: transaction };
}

/** `x` is answered with `x-success`; a callback gets the same with `ok`. */
export function answer(request: Request, result: object | null): Answer {
  const transaction = transactionOf(request);
  const echo = transaction === undefined ? {} : { transaction };
  return {
    frames: [...announcements(request, result), [`${request.event}-success`, { ...echo, ...result }]],
    acknowledgement: { ok: true, ...result },
  };
}

/** Presence is told by its own event, the present state like every later change. */
function announcements(request: Request, result: object | null): EventFrame[] {
  if (request.event !== 'presence-subscribe' || !result || !('presence' in result)) return [];
  return Array.isArray(result.presence) ? result.presence.map((each) => ['presence', each] as const) : [];
}

export function transactionOf(request: Pick<Request, 'correlation'> | null): string | undefined {
  return isTransaction(request?.correlation) ? request.correlation : undefined;
}

function isTransaction(value: unknown): value is string {
  return typeof value === 'string' && value.length <= MAX_TRANSACTION;
}
