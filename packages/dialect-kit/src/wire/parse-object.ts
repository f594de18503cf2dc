import { ChatError } from '@crosstalk/domain';
import { isRecord } from './is-record.js';

/** Reads a text frame that must be one JSON object. @throws ChatError `invalid` */
export function parseObject(text: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ChatError('invalid', 'The frame is not JSON.');
  }
  if (!isRecord(value)) throw new ChatError('invalid', 'The frame is not a JSON object.');
  return value;
}
