import { invalidField } from '../errors.js';
import { checkText } from '../text/check-text.js';

const ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@]+$/u;
/** RFC 5321, section 4.5.3.1.3. */
const MAX_LENGTH = 254;

/** The trimmed address. @throws ChatError `invalid` for field `email` */
export function checkEmail(email: string): string {
  const address = checkText(email.trim(), { field: 'email', max: MAX_LENGTH });
  if (!ADDRESS.test(address)) throw invalidField('email', 'must be an e-mail address');
  return address;
}
