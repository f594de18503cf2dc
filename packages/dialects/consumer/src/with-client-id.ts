import type { ObjectFrame } from '@crosstalk/dialect-kit';

/** The confirmation that the sending socket gets: with what the client called its message, if it did. */
export function withClientId(content: ObjectFrame, clientId: unknown): ObjectFrame {
  return typeof clientId === 'string' ? { ...content, client_id: clientId } : content;
}
