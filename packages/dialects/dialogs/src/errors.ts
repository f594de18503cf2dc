import { type Answer, type EventFrame, type Request, sayFields } from '@crosstalk/dialect-kit';
import type { ChatError } from '@crosstalk/domain';

/** Event names come from the client and go back to it: no more than this of one. */
const MAX_EVENT_NAME = 128;

/** The document's own word for a token that is not accepted. */
export const NOT_AUTHORIZED: EventFrame = ['on.user.authorized', { success: false, dialogs: [], user: null }];

/** `on.error` and the acknowledgement; a failed `user.auth` is told by the document's own event, and by `on.error` what is not the token's. */
export function refuse(request: Pick<Request, 'event' | 'correlation'> | null, error: ChatError): Answer {
  const event = request?.event.slice(0, MAX_EVENT_NAME) ?? '';
  const details = {
    code: error.code,
    message: messageOf(error),
    ...(error.fields ? { fields: error.fields } : {}),
    ...(error.retryAfterMs === undefined ? {} : { retry_after: Math.ceil(error.retryAfterMs / 1000) }),
  };
  const told: EventFrame = ['on.error', { event, ...details }];
  return { frames: framesOf(event, error, told), acknowledgement: { error: details } };
}

function framesOf(event: string, error: ChatError, told: EventFrame): readonly EventFrame[] {
  if (event !== 'user.auth') return [told];
  return error.code === 'unauthenticated' ? [NOT_AUTHORIZED] : [NOT_AUTHORIZED, told];
}

/** Said with the wire's names of the fields, which `fields` has and the domain's sentence may not. */
function messageOf(error: ChatError): string {
  return error.code === 'invalid' && error.fields ? sayFields(error.fields) : error.message;
}
