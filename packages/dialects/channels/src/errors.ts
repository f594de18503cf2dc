import { type Answer, type Request, sayFields } from '@crosstalk/dialect-kit';
import type { ChatError } from '@crosstalk/domain';
import { transactionOf } from './frames.js';

/** Event names come from the client and go back to it: no more than this of one. */
const MAX_EVENT_NAME = 128;

/** Two events for an error, the second only for a request with a transaction; and the acknowledgement, where one is wanted. */
export function refuse(request: Pick<Request, 'event' | 'correlation'> | null, error: ChatError): Answer {
  const event = request?.event.slice(0, MAX_EVENT_NAME) ?? '';
  const message = messageOf(error);
  const details = {
    code: error.code,
    message,
    ...(error.fields ? { fields: error.fields } : {}),
    ...(error.retryAfterMs === undefined ? {} : { retryAfter: Math.ceil(error.retryAfterMs / 1000) }),
  };
  const transaction = transactionOf(request);
  return {
    frames: [
      ['socket-api-error', { event, ...details }],
      ...(transaction === undefined ? [] : [[`socket-api-error-${transaction}`, message] as const]),
    ],
    acknowledgement: { ok: false, error: details },
  };
}

/** Said with the wire's names of the fields, which `fields` has and the domain's sentence may not. */
function messageOf(error: ChatError): string {
  if (error.code !== 'invalid' || !error.fields) return error.message;
  return sayFields(error.fields);
}
