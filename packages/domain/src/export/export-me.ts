import { requireRate } from '../accounts/require-rate.js';
import type { Domain } from '../domain.js';
import { ChatError } from '../errors.js';
import type { FileId, MessageId, UserId } from '../ids.js';
import type { Attachment } from '../model/attachment.js';
import type { Message } from '../model/message.js';
import type { PersonalExport } from '../model/personal-export.js';
import type { Actor } from '../model/user.js';

/** Messages, rooms or files of one read. */
const PAGE = 200;

/** What is kept of the caller. @throws ChatError `rate_limited`; the parts throw `unavailable` on the way */
export async function exportMe(domain: Domain, { userId }: Actor): Promise<PersonalExport> {
  await requireRate(domain, domain.settings.rateRules.exportPerUser, `${userId}`);
  const profile = await domain.users.find(userId, { fresh: true });
  if (profile === null) throw new ChatError('unauthenticated', 'The account is gone.');
  return {
    profile,
    rooms: roomsOf(domain, userId),
    messages: messagesOf(domain, userId),
    files: filesOf(domain, userId),
  };
}

async function* roomsOf({ members }: Domain, userId: UserId): PersonalExport['rooms'] {
  for (const { roomId } of await members.allOf(userId)) {
    const access = await members.access(roomId, userId, { fresh: true });
    if (access !== null) yield access;
  }
}

async function* messagesOf({ messages }: Domain, userId: UserId): PersonalExport['messages'] {
  let after: MessageId | undefined;
  for (;;) {
    const page: readonly Message[] = await messages.byAuthor(userId, { after, limit: PAGE });
    yield* page.filter(({ deletedAt }) => deletedAt === null);
    after = page.at(-1)?.id;
    if (page.length < PAGE) return;
  }
}

async function* filesOf({ files }: Domain, userId: UserId): PersonalExport['files'] {
  let after: FileId | undefined;
  for (;;) {
    const page: readonly Attachment[] = await files.ownedBy(userId, { after, limit: PAGE });
    for (const { id } of page) {
      const opened = await files.open(id, 'content');
      if (opened !== null) yield opened;
    }
    after = page.at(-1)?.id;
    if (page.length < PAGE) return;
  }
}
