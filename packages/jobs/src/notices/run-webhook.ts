import { givenIdOf, type Message, type Room, type User, type UserId, type Webhook } from '@crosstalk/domain';
import type { JobContext } from '../queue/start-worker.js';
import type { Recipient, WebhookPayload } from './notice-jobs.js';
import type { NoticePorts, SendOutcome } from './notice-ports.js';

/** Deliveries given up in a row after which a webhook is told nothing more. */
const GIVE_UPS = 5;
/** Messages among which the newest that is not deleted is looked for. */
const LOOK_BACK = 20;

/**
 * Tells a host system that members of a room have something to read, those who still have not at this moment.
 * @throws Error when the attempt failed; after the last one the delivery is given up
 */
export async function runWebhook(
  ports: NoticePorts,
  payload: WebhookPayload,
  { signal, lastAttempt }: Pick<JobContext, 'signal' | 'lastAttempt'>,
): Promise<void> {
  const { webhookId, deliveryId: id } = payload;
  const found = await ports.webhooks.findWithSecret(webhookId);
  const body = found?.webhook.disabledAt === null ? await bodyFor(ports, payload, found.webhook) : null;
  if (found === null || body === null) return ports.noticed('webhook', 'skipped');
  const { webhook, secret } = found;
  const sent = await ports.channels.webhook({ url: webhook.url, secret, id, body, signal });
  ports.noticed('webhook', sent.outcome);
  if (sent.outcome === 'sent') return ports.webhooks.delivered(webhookId);
  if (sent.outcome === 'gone' || lastAttempt) await giveUp(ports, webhook, sent);
  // Not tried again: the receiver says that it is there no more.
  if (sent.outcome === 'gone') return;
  throw new Error(`The webhook ${webhookId}: ${sent.error}`);
}

async function giveUp(
  ports: NoticePorts,
  { id }: Webhook,
  sent: Exclude<SendOutcome, { readonly outcome: 'sent' }>,
): Promise<void> {
  const limit = sent.outcome === 'gone' ? 1 : GIVE_UPS;
  await ports.webhooks.gaveUp(id, { error: sent.error, at: ports.now(), limit });
}

/** Null when there is nothing to tell any more. */
async function bodyFor(
  ports: NoticePorts,
  payload: WebhookPayload,
  { tenant }: Webhook,
): Promise<string | null> {
  const { roomId, seq } = payload;
  const room = await ports.rooms.find(roomId);
  if (room === null || room.tenant !== tenant) return null;
  const recipients = await unreadAmong(ports, payload);
  if (recipients.length === 0) return null;
  const page = await ports.messages.page(roomId, { before: seq + 1, limit: LOOK_BACK, clearedSeq: 0 });
  const message = page.findLast(({ deletedAt }) => deletedAt === null);
  if (message === undefined) return null;
  const users = await ports.users.findMany([message.authorId, ...recipients.map(({ userId }) => userId)]);
  return JSON.stringify(bodyOf({ room, message, recipients, users }));
}

async function unreadAmong(
  ports: NoticePorts,
  { roomId, seq, recipients }: WebhookPayload,
): Promise<readonly Recipient[]> {
  const members = await ports.members.among(
    roomId,
    recipients.map(({ userId }) => userId),
  );
  const unread = new Set(
    members
      .filter(({ readSeq, clearedSeq }) => Math.max(readSeq, clearedSeq) < seq)
      .map(({ userId }) => userId),
  );
  return recipients.filter(({ userId }) => unread.has(userId));
}

interface Told {
  readonly room: Room;
  readonly message: Message;
  readonly recipients: readonly Recipient[];
  readonly users: ReadonlyMap<UserId, User>;
}

function bodyOf({ room, message, recipients, users }: Told): object {
  const externalIdOf = (id: UserId): string | null => {
    const user = users.get(id);
    return user === undefined ? null : givenIdOf(user);
  };
  return {
    type: 'message.posted',
    timestamp: new Date(message.createdAt).toISOString(),
    data: {
      room: { id: room.id, type: room.type, title: room.title, project_id: room.projectId },
      message: {
        id: message.id,
        seq: message.seq,
        user_id: message.authorId,
        external_id: externalIdOf(message.authorId),
        created_at: new Date(message.createdAt).toISOString(),
      },
      recipients: recipients.map(({ userId, mentioned }) => ({
        user_id: userId,
        external_id: externalIdOf(userId),
        mentioned,
      })),
    },
  };
}
