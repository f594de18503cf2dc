import type { EpochMs, Member, Message } from '@crosstalk/domain';

/** What is older is no news: after a long outage nobody is told of yesterday. */
const MAX_AGE_MS = 86_400_000;

/** Those messages of others that may be told at all. */
export function isNews(message: Message, now: EpochMs): boolean {
  return message.deletedAt === null && now - message.createdAt < MAX_AGE_MS;
}

type Marks = Pick<Member, 'userId' | 'readSeq' | 'clearedSeq' | 'muted'>;

/** The news that the member has not read and did not write. */
export function newsFor(member: Marks, news: readonly Message[]): readonly Message[] {
  const mark = Math.max(member.readSeq, member.clearedSeq);
  return news.filter(({ seq, authorId }) => seq > mark && authorId !== member.userId);
}

/** Whether the member is to be told, and by name: who is mentioned is told of a muted room too. Null: not to be told. */
export function noticeFor(member: Marks, news: readonly Message[]): { readonly mentioned: boolean } | null {
  const unread = newsFor(member, news);
  const mentioned = unread.some(({ mentions }) => mentions.includes(member.userId));
  return unread.length === 0 || (member.muted && !mentioned) ? null : { mentioned };
}
