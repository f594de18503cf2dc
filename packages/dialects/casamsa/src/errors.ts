import { type Answer, type Request, sayFields } from '@crosstalk/dialect-kit';
import type { ChatError, ErrorCode } from '@crosstalk/domain';

/** The error types of the document. */
export const ERROR_TYPES = [
  'system_error',
  'access_error',
  'authorization_error',
  'field_error',
  'chat_duplication_error',
] as const;
export type ErrorType = (typeof ERROR_TYPES)[number];

const fieldOrSystem = ({ fields }: ChatError): ErrorType => (fields ? 'field_error' : 'system_error');
const system = (): ErrorType => 'system_error';
const access = (): ErrorType => 'access_error';

const TYPE_OF: Readonly<Record<ErrorCode, (error: ChatError) => ErrorType>> = {
  unauthenticated: () => 'authorization_error',
  forbidden: access,
  not_found: access,
  invalid: fieldOrSystem,
  too_large: fieldOrSystem,
  conflict: ({ roomId }) => (roomId === undefined ? 'system_error' : 'chat_duplication_error'),
  rate_limited: system,
  unavailable: system,
  internal: system,
  callee_offline: system,
  callee_busy: system,
};

export function refuse(request: Pick<Request, 'event' | 'correlation'> | null, error: ChatError): Answer {
  return { frames: [errorFrame(error, request?.correlation)] };
}

export function errorFrame(error: ChatError, key: unknown) {
  const type = TYPE_OF[error.code](error);
  const fields = type === 'field_error' ? error.fields : undefined;
  return {
    type: 'error',
    data: {
      type,
      detail: fields ? sayFields(fields) : error.message,
      event_response_key: key ?? null,
      ...(fields ? { fields } : {}),
      ...(type === 'chat_duplication_error' ? { chat_id: error.roomId } : {}),
      ...(error.retryAfterMs === undefined ? {} : { retry_after: Math.ceil(error.retryAfterMs / 1000) }),
    },
  };
}
