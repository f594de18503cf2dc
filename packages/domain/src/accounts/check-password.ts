import { checkText } from '../text/check-text.js';

export const PASSWORD_MAX = 256;
const PASSWORD_MIN = 8;

/** @throws ChatError `invalid` for field `password` */
export function checkPassword(password: string): string {
  return checkText(password, { field: 'password', min: PASSWORD_MIN, max: PASSWORD_MAX, control: true });
}
