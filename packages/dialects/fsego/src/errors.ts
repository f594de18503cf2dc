import { type Answer, type Request, sayFields } from '@crosstalk/dialect-kit';
import type { ChatError, ErrorCode } from '@crosstalk/domain';
import { type Told, withRequestId } from './frames.js';

/** What `code` may be. */
export const ERROR_NAMES = [
  'unauthenticated',
  'forbidden',
  'not_found',
  'invalid',
  'conflict',
  'rate_limited',
  'too_large',
  'unavailable',
  'internal',
] as const;
export type ErrorName = (typeof ERROR_NAMES)[number];

const NAME_OF: Readonly<Record<ErrorCode, ErrorName>> = {
  unauthenticated: 'unauthenticated',
  forbidden: 'forbidden',
  not_found: 'not_found',
  invalid: 'invalid',
  conflict: 'conflict',
  rate_limited: 'rate_limited',
  too_large: 'too_large',
  unavailable: 'unavailable',
  internal: 'internal',
  callee_offline: 'conflict',
  callee_busy: 'conflict',
};

export function refuse(request: Pick<Request, 'event' | 'correlation'> | null, error: ChatError): Answer {
  return { frames: [withRequestId(errorFrame(request?.event, error), request?.correlation)] };
}

/** `request` is null when no action could be read. */
export function errorFrame(request: string | undefined, error: ChatError): Told {
  const { code, fields, message, retryAfterMs } = error;
  return {
    action: 'ERROR',
    request: request || null,
    code: NAME_OF[code],
    message: fields ? sayFields(fields) : message,
    ...(fields ? { fields } : {}),
    ...(retryAfterMs === undefined ? {} : { retry_after: Math.ceil(retryAfterMs / 1000) }),
  };
}
