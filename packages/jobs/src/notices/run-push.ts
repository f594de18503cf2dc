import {
  DEFAULT_NOTIFICATIONS,
  displayName,
  type Member,
  type Message,
  type Room,
  unreadOf,
} from '@crosstalk/domain';
import type { JobContext } from '../queue/start-worker.js';
import type { PushPayload } from './notice-jobs.js';
import type { NoticePorts } from './notice-ports.js';
import { isNews, newsFor, noticeFor } from './unread-news.js';

/** Messages that are looked at; the rest is in the count. */
const MAX_NEWS = 50;
/** A push service takes 4 KiB, and the ciphertext is larger than the text. */
const MAX_TEXT = 500;
const MAX_TITLE = 100;

/**
 * Tells one browser what its person has not read in the room, by what is true at this moment: nothing, when it was read or they came online.
 * @throws Error when another attempt may succeed
 */
export async function runPush(
  ports: NoticePorts,
  payload: PushPayload,
  { signal }: Pick<JobContext, 'signal'>,
): Promise<void> {
  const message = await messageFor(ports, payload);
  const send = ports.channels.push;
  if (message === null || send === null) return ports.noticed('push', 'skipped');
  const sent = await send({ ...message, signal });
  ports.noticed('push', sent.outcome);
  if (sent.outcome === 'gone') await ports.pushSubscriptions.drop(payload.subscriptionId);
  if (sent.outcome === 'failed' && sent.retryable) throw new Error(`The push service: ${sent.error}`);
}

async function messageFor(ports: NoticePorts, { subscriptionId, userId, roomId }: PushPayload) {
  const subscription = await ports.pushSubscriptions.find(subscriptionId);
  // Somebody else may have logged in at the browser.
  if (subscription?.userId !== userId) return null;
  const settings = await ports.notificationSettings.findMany([userId]);
  if (!(settings.get(userId) ?? DEFAULT_NOTIFICATIONS).push) return null;
  const access = await ports.members.access(roomId, userId, { fresh: true });
  if (access === null) return null;
  const [presence] = await ports.presence.read([userId]);
  if (presence?.online) return null;
  const { room, member } = access;
  const page = await ports.messages.page(roomId, {
    limit: MAX_NEWS,
    clearedSeq: Math.max(member.readSeq, member.clearedSeq),
  });
  const news = page.filter((message) => isNews(message, ports.now()));
  const notice = noticeFor(member, news);
  const newest = newsFor(member, news).at(-1);
  if (notice === null || newest === undefined) return null;
  return {
    subscription,
    payload: JSON.stringify(await payloadOf(ports, { room, member, newest, ...notice })),
    topic: `room-${roomId}`,
    urgent: notice.mentioned,
  };
}

interface Told {
  readonly room: Room;
  readonly member: Member;
  readonly newest: Message;
  readonly mentioned: boolean;
}

/** What the service worker of the browser gets. `tag` is for its notification: a newer one takes the place of the one before. */
async function payloadOf(ports: NoticePorts, { room, member, newest, mentioned }: Told): Promise<object> {
  const author = await ports.users.find(newest.authorId);
  const from = author === null ? '' : displayName(author);
  return {
    type: 'message.posted',
    id: `${room.id}-${newest.seq}`,
    tag: `room-${room.id}`,
    room_id: room.id,
    seq: newest.seq,
    unread: Math.max(1, unreadOf({ seq: Math.max(room.seq, newest.seq) }, member)),
    mentioned,
    title: cut(room.title ?? from, MAX_TITLE),
    ...(ports.settings.pushShowText && {
      from: cut(from, MAX_TITLE),
      text: cut(newest.text, MAX_TEXT),
    }),
  };
}

function cut(text: string, max: number): string {
  const letters = [...text];
  return letters.length <= max ? text : `${letters.slice(0, max - 1).join('')}…`;
}
