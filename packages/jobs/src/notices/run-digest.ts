import {
  type Access,
  DEFAULT_NOTIFICATIONS,
  displayName,
  type EpochMs,
  type User,
  type UserId,
  unreadOf,
} from '@crosstalk/domain';
import { digestText, type UnreadRoom } from './digest-text.js';
import { type DigestPayload, digestJob } from './notice-jobs.js';
import type { NoticePorts } from './notice-ports.js';
import { newsFor } from './unread-news.js';

/** Rooms that are looked through, newest activity first, and those that a mail names. */
const ROOMS_READ = 200;
const ROOMS_NAMED = 50;
/** Messages of a room among which the oldest of somebody else is looked for. */
const LOOK_AHEAD = 20;

/**
 * Mails a person which rooms hold what they have not read, if it has been there for long enough; else comes back when it has.
 * @throws Error when another attempt may succeed
 */
export async function runDigest(ports: NoticePorts, { userId, askedAt }: DigestPayload): Promise<void> {
  const to = await addressOf(ports, userId);
  const rooms = to === null ? [] : await unreadRooms(ports, userId);
  const send = ports.channels.mail;
  if (to === null || rooms.length === 0 || send === null) return ports.noticed('mail', 'skipped');
  const oldest = Math.min(...rooms.map(({ since }) => since));
  const waitMs = oldest + ports.settings.digestMs - ports.now();
  if (waitMs > 0) return ports.enqueue('digests', [digestJob({ userId, askedAt }, waitMs)]);
  const sent = await send({ to, ...digestText(rooms), id: `digest-${userId}-${askedAt}` });
  ports.noticed('mail', sent.outcome);
  if (sent.outcome === 'failed' && sent.retryable) throw new Error(`The mail server: ${sent.error}`);
}

/** Null for who wants no mail, is online, or has no address of their own: what a host site says of somebody is no such address. */
async function addressOf(ports: NoticePorts, userId: UserId): Promise<string | null> {
  const [user, settings] = await Promise.all([
    ports.users.find(userId),
    ports.notificationSettings.findMany([userId]),
  ]);
  if (user === null || user.email === null) return null;
  if (!(settings.get(userId) ?? DEFAULT_NOTIFICATIONS).email) return null;
  const owner = await ports.users.findCredentials(user.tenant, user.email);
  if (owner?.user.id !== userId) return null;
  const [presence] = await ports.presence.read([userId]);
  return presence?.online ? null : user.email;
}

async function unreadRooms(ports: NoticePorts, userId: UserId): Promise<readonly UnreadRoom[]> {
  const accesses = await ports.members.pageOf(userId, { limit: ROOMS_READ });
  const unread = accesses.filter(({ room, member }) => !member.muted && unreadOf(room, member) > 0);
  const rooms: UnreadRoom[] = [];
  for (const access of unread.slice(0, ROOMS_NAMED)) {
    const since = await oldestUnread(ports, access);
    if (since === null) continue;
    rooms.push({ title: await titleOf(ports, access), unread: unreadOf(access.room, access.member), since });
  }
  return rooms;
}

/** When the oldest message was written that the member has not read; null when there is none of somebody else. */
async function oldestUnread(ports: NoticePorts, { room, member }: Access): Promise<EpochMs | null> {
  const mark = Math.max(member.readSeq, member.clearedSeq);
  const page = await ports.messages.page(room.id, { after: mark, limit: LOOK_AHEAD, clearedSeq: mark });
  const [oldest] = newsFor(
    member,
    page.filter(({ deletedAt }) => deletedAt === null),
  );
  return oldest?.createdAt ?? null;
}

async function titleOf(ports: NoticePorts, { room, member }: Access): Promise<string> {
  if (room.title !== null || room.type !== 'direct') return room.title ?? `Room ${room.id}`;
  const others = (await ports.members.list(room.id, 2)).filter(({ userId }) => userId !== member.userId);
  const users = await ports.users.findMany(others.map(({ userId }) => userId));
  return [...users.values()].map((user: User) => displayName(user))[0] ?? 'Direct messages';
}
