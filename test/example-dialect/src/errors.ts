import type { Answer } from '@crosstalk/dialect-kit';
import type { ChatError, ErrorCode } from '@crosstalk/domain';
import { oneLine } from './frames.js';

/** Total: a new code does not compile until it has a word. */
const WORD_OF: Readonly<Record<ErrorCode, string>> = {
  unauthenticated: 'WHO',
  forbidden: 'NO',
  not_found: 'NONE',
  invalid: 'WHAT',
  conflict: 'TWICE',
  rate_limited: 'SLOW',
  too_large: 'LONG',
  unavailable: 'LATER',
  internal: 'OOPS',
  callee_offline: 'NONE',
  callee_busy: 'NO',
};

export function refuse(_request: unknown, error: ChatError): Answer {
  return { frames: [`ERR ${WORD_OF[error.code]} ${oneLine(error.message)}`] };
}
