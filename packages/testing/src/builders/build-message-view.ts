import type { MessageView } from '@crosstalk/domain';
import { buildMessage } from './build-message.js';
import { buildUser } from './build-user.js';

/** As `buildMessage`, with its author, no files and no quote. */
export function buildMessageView(fields: Partial<MessageView> = {}): MessageView {
  const { seq = 1, rev = seq, authorId = buildUser().id } = fields;
  const { fileIds: _fileIds, replyToId: _replyToId, ...message } = buildMessage({ seq, rev, authorId });
  return {
    ...message,
    author: buildUser({ id: authorId }),
    authorRole: 'member',
    attachments: [],
    replyTo: null,
    preview: null,
    ...fields,
  };
}
