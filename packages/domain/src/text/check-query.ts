import { LIMITS } from '../limits.js';
import { checkText } from './check-text.js';

/** The trimmed words to search for. @throws ChatError `invalid` for field `query` */
export function checkQuery(query: string): string {
  return checkText(query.trim(), { field: 'query', min: 1, max: LIMITS.searchQueryLength });
}
