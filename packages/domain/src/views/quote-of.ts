import type { Message, Quote } from '../model/message.js';
import type { User } from '../model/user.js';

/** What a reply shows of the message: a deleted one has no text any more. */
export function quoteOf({ id, seq, text }: Message, author: User): Quote {
  return { id, seq, author, text };
}
