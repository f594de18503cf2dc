import { invalidField } from '../errors.js';
import { distinct } from '../flow/distinct.js';
import type { FileId, MessageId } from '../ids.js';
import { LIMITS } from '../limits.js';
import { checkText } from '../text/check-text.js';
import type { NewMessage } from '../use-cases.js';
import { checkMessageText } from './check-message-text.js';

export interface MessageContent {
  readonly text: string;
  readonly fileIds: readonly FileId[];
  readonly replyToId: MessageId | null;
  readonly clientId: string | null;
}

/** What needs no look at storage. @throws ChatError `invalid` */
export function checkNewMessage(input: Omit<NewMessage, 'roomId'>): MessageContent {
  const fileIds = distinct(input.fileIds ?? []);
  if (fileIds.length > LIMITS.attachmentsPerMessage) {
    throw invalidField('fileIds', `at most ${LIMITS.attachmentsPerMessage} files`);
  }
  const clientId = input.clientId ?? null;
  if (clientId !== null) checkText(clientId, { field: 'clientId', min: 1, max: LIMITS.clientIdLength });
  return {
    text: checkMessageText(input.text ?? '', fileIds.length > 0),
    fileIds,
    replyToId: input.replyTo ?? null,
    clientId,
  };
}
