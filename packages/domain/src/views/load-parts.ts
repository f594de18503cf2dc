import { distinct } from '../flow/distinct.js';
import type { FileId, MessageId, UserId } from '../ids.js';
import type { Attachment } from '../model/attachment.js';
import type { LinkPreview } from '../model/link-preview.js';
import type { Message } from '../model/message.js';
import type { Ports } from '../ports/ports.js';
import { loadPreviews } from './load-previews.js';

/** Everybody whose name the views of the messages show. */
export function authorsOf(messages: readonly Message[], { quoted }: MessageParts): readonly UserId[] {
  const targets = messages.flatMap(({ replyToId }) =>
    replyToId === null ? [] : (quoted.get(replyToId) ?? []),
  );
  return [...messages, ...targets].map(({ authorId }) => authorId);
}

export interface MessageParts {
  readonly files: ReadonlyMap<FileId, Attachment>;
  /** Messages that others reply to. */
  readonly quoted: ReadonlyMap<MessageId, Message>;
  /** By URL. */
  readonly previews: ReadonlyMap<string, LinkPreview>;
}

/** Attachments, quoted messages and previews of all the messages: at most one query each, none for what is not referred to. */
export async function loadParts(
  ports: Pick<Ports, 'files' | 'messages' | 'previews'>,
  messages: readonly Message[],
): Promise<MessageParts> {
  const quoted = new Map(messages.map((message) => [message.id, message]));
  const replies = messages.flatMap(({ replyToId }) =>
    replyToId === null || quoted.has(replyToId) ? [] : [replyToId],
  );
  const fileIds = distinct(messages.flatMap((message) => message.fileIds));
  const [files, targets, previews] = await Promise.all([
    fileIds.length === 0 ? [] : ports.files.findMany(fileIds),
    replies.length === 0 ? [] : ports.messages.findMany(distinct(replies)),
    loadPreviews(ports, messages),
  ]);
  for (const target of targets) quoted.set(target.id, target);
  return { files: new Map(files.map((file) => [file.id, file])), quoted, previews };
}
