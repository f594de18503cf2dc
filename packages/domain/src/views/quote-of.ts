import type { Message, Quote } from '../model/message.js';

/** What a reply shows of the message: a deleted one has no text any more. */
export function quoteOf(message: Message): Quote {
  return { id: message.id, seq: message.seq, authorId: message.authorId, text: message.text };
}
