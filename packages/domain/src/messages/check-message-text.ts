import { invalidField } from '../errors.js';
import { LIMITS } from '../limits.js';
import { checkText } from '../text/check-text.js';

/** The text of a message, unchanged; it may be blank only beside files. @throws ChatError `invalid` for field `text` */
export function checkMessageText(text: string, hasFiles: boolean): string {
  if (!hasFiles && text.trim() === '') throw invalidField('text', 'must not be blank');
  return checkText(text, { field: 'text', max: LIMITS.textLength, control: true });
}
