import { ChatError } from '../errors.js';

/** What a `FileStore` throws for the byte that is too many. */
export function fileTooLarge(maxBytes: number): ChatError {
  return new ChatError('too_large', `A file has at most ${maxBytes} bytes.`, {
    fields: { file: 'is too large' },
  });
}
