import { LIMITS } from '../limits.js';
import { checkText } from '../text/check-text.js';

/** The trimmed title, or null for none. @throws ChatError `invalid` for field `title` */
export function checkTitle(title: string | null | undefined): string | null {
  if (title === null || title === undefined) return null;
  return checkText(title.trim(), { field: 'title', min: 1, max: LIMITS.titleLength });
}
