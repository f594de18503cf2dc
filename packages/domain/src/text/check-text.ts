import { invalidField } from '../errors.js';

const LONE_SURROGATE = /\p{Cs}/u;
const CONTROL = /\p{Cc}/u;

interface TextRule {
  /** Field to blame. */
  readonly field: string;
  /** UTF-16 code units. */
  readonly max: number;
  readonly min?: number;
  /** Line breaks and the like; refused unless allowed. */
  readonly control?: boolean;
}

/** The text, unchanged. @throws ChatError `invalid` when it is too short or long, ill-formed Unicode or has control characters. */
export function checkText(text: string, rule: TextRule): string {
  if (text.length > rule.max) throw invalidField(rule.field, `must have at most ${rule.max} characters`);
  if (text.length < (rule.min ?? 0))
    throw invalidField(rule.field, `must have at least ${rule.min} characters`);
  if (LONE_SURROGATE.test(text)) throw invalidField(rule.field, 'must be well-formed Unicode');
  if (rule.control !== true && CONTROL.test(text)) {
    throw invalidField(rule.field, 'must not contain control characters');
  }
  return text;
}
