import { type Answer, type Request, sayFields } from '@crosstalk/dialect-kit';
import type { ChatError, ErrorCode } from '@crosstalk/domain';

/** The document has no errors, so the codes are the domain's own; an error whose fields are named tells them in its sentence too. */
const DETAIL_OF: Readonly<Record<ErrorCode, (error: ChatError) => string>> = {
  unauthenticated: said,
  forbidden: said,
  not_found: said,
  invalid: ({ fields, message }) => (fields ? sayFields(fields) : message),
  conflict: said,
  rate_limited: said,
  too_large: said,
  unavailable: said,
  internal: said,
  callee_offline: said,
  callee_busy: said,
};

/** Event names come from the client and go back to it: no more than this of one. */
const MAX_EVENT_NAME = 64;

type Refused = Pick<Request, 'event' | 'correlation'> | null;

export function refuse(request: Refused, error: ChatError): Answer {
  return { frames: [errorFrame(request, error)] };
}

export function errorFrame(request: Refused, error: ChatError) {
  const { code, fields, retryAfterMs } = error;
  const clientId = request?.correlation ?? null;
  return {
    type: 'error',
    content: {
      code,
      detail: DETAIL_OF[code](error),
      event: request?.event.slice(0, MAX_EVENT_NAME) ?? null,
      ...(fields ? { fields } : {}),
      ...(retryAfterMs === undefined ? {} : { retry_after: Math.ceil(retryAfterMs / 1000) }),
      ...(clientId === null ? {} : { client_id: clientId }),
    },
  };
}

function said({ message }: ChatError): string {
  return message;
}
