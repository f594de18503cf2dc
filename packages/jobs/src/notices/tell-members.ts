import {
  DEFAULT_NOTIFICATIONS,
  type Member,
  type MemberId,
  type Message,
  type NotificationSettings,
  type Room,
  type UserId,
  type WebhookId,
} from '@crosstalk/domain';
import { deliveryIdOf, digestJob, pushJob, type Recipient, webhookJob } from './notice-jobs.js';
import type { NoticePorts } from './notice-ports.js';
import { noticeFor } from './unread-news.js';

export interface RoomNews {
  readonly room: Room;
  readonly upTo: number;
  readonly messages: readonly Message[];
  readonly webhookIds: readonly WebhookId[];
}

/** A part of the members; `after` names it. */
interface Part {
  readonly members: readonly Member[];
  readonly after: MemberId;
}

interface Target extends Recipient {
  readonly muted: boolean;
}

/** Hands over to each channel those of the members who are offline and want it. */
export async function tellMembers(ports: NoticePorts, news: RoomNews, part: Part): Promise<void> {
  const targets = part.members.flatMap((member): Target[] => {
    const notice = noticeFor(member, news.messages);
    return notice === null ? [] : [{ userId: member.userId, muted: member.muted, ...notice }];
  });
  if (targets.length === 0) return;
  const subscriptions = await subscriptionsOf(ports, targets);
  const addressed = await addressedOf(ports, targets);
  // Nobody's presence is asked for who could not be told anyway.
  const reachable = targets.filter(
    ({ userId }) => news.webhookIds.length > 0 || subscriptions.has(userId) || addressed.has(userId),
  );
  const offline = await offlineOf(ports, reachable);
  if (offline.length === 0) return;
  await tellWebhooks(ports, news, { recipients: offline, after: part.after });
  const settings = await settingsOf(ports, offline);
  const { room } = news;
  const pushes = offline
    .filter(({ userId }) => settings(userId).push)
    .flatMap(({ userId }) => (subscriptions.get(userId) ?? []).map((id) => ({ userId, id })))
    .map(({ userId, id }) => pushJob({ subscriptionId: id, userId, roomId: room.id }));
  if (pushes.length > 0) await ports.enqueue('pushes', pushes);
  const digests = offline
    .filter(({ userId, muted }) => !muted && addressed.has(userId) && settings(userId).email)
    .map(({ userId }) => digestJob({ userId, askedAt: ports.now() }, ports.settings.digestMs));
  if (digests.length > 0) await ports.enqueue('digests', digests);
}

async function tellWebhooks(
  ports: NoticePorts,
  { room, upTo, webhookIds }: RoomNews,
  { recipients, after }: { readonly recipients: readonly Target[]; readonly after: MemberId },
): Promise<void> {
  if (webhookIds.length === 0) return;
  const jobs = webhookIds.map((webhookId) =>
    webhookJob({
      webhookId,
      deliveryId: deliveryIdOf(webhookId, room.id, upTo, after),
      roomId: room.id,
      seq: upTo,
      recipients: recipients.map(({ userId, mentioned }) => ({ userId, mentioned })),
    }),
  );
  await ports.enqueue('webhooks', jobs);
}

async function subscriptionsOf(
  ports: NoticePorts,
  targets: readonly Target[],
): Promise<ReadonlyMap<UserId, readonly string[]>> {
  if (ports.channels.push === null) return new Map();
  const found = await ports.pushSubscriptions.ofUsers(targets.map(({ userId }) => userId));
  const byUser = new Map<UserId, string[]>();
  for (const { id, userId } of found) byUser.set(userId, [...(byUser.get(userId) ?? []), id]);
  return byUser;
}

/** Who has an address that a digest could go to; whether it is their own is looked up when it is sent. */
async function addressedOf(ports: NoticePorts, targets: readonly Target[]): Promise<ReadonlySet<UserId>> {
  if (ports.channels.mail === null) return new Set();
  const users = await ports.users.findMany(targets.map(({ userId }) => userId));
  return new Set([...users.values()].filter(({ email }) => email !== null).map(({ id }) => id));
}

async function offlineOf(ports: NoticePorts, targets: readonly Target[]): Promise<readonly Target[]> {
  if (targets.length === 0) return [];
  const presence = await ports.presence.read(targets.map(({ userId }) => userId));
  const online = new Set(presence.filter((one) => one.online).map(({ userId }) => userId));
  return targets.filter(({ userId }) => !online.has(userId));
}

async function settingsOf(
  ports: NoticePorts,
  targets: readonly Target[],
): Promise<(userId: UserId) => NotificationSettings> {
  const found = await ports.notificationSettings.findMany(targets.map(({ userId }) => userId));
  return (userId) => found.get(userId) ?? DEFAULT_NOTIFICATIONS;
}
