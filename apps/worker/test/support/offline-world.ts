import {
  DEFAULT_TENANT,
  type Message,
  type MessageDraft,
  type Room,
  type UserId,
  type Webhook,
} from '@crosstalk/domain';
import { newWebhookSecret } from '@crosstalk/outbound';
import { personNamed, present } from '@crosstalk/testing';
import { type Browser, openBrowser } from '../../../../packages/outbound/test/support/browser.js';
import type { TestWorld } from './test-world.js';

/** Ann writes, Bob is offline; both have a room. */
export interface OfflineWorld {
  readonly ann: UserId;
  readonly bob: UserId;
  readonly room: Room;
  post(changes?: Partial<MessageDraft>): Promise<Message>;
  /** Bob's browser, subscribed at the push service. */
  subscribe(endpoint: string): Promise<Browser>;
  hook(url: string): Promise<Webhook & { readonly secret: string }>;
}

export async function openOfflineWorld({ storage }: TestWorld): Promise<OfflineWorld> {
  const make = async (name: string): Promise<UserId> =>
    present(await storage.users.create(personNamed(name, { email: `${name}@example.com` }))).id;
  const [ann, bob] = [await make('Ann'), await make('Bob')];
  const { room } = await storage.rooms.create({
    tenant: DEFAULT_TENANT,
    type: 'group',
    title: 'Tea',
    ownerId: ann,
    projectId: null,
    members: [ann, bob].map((userId) => ({ userId, role: 'member' })),
    createdAt: Date.now(),
  });
  return {
    ann,
    bob,
    room,
    post: async (changes = {}) => {
      const draft = { roomId: room.id, authorId: ann, text: 'the secret plan', createdAt: Date.now() };
      const rest = { fileIds: [], replyToId: null, mentions: [], clientId: null };
      const appended = await storage.messages.append({ ...draft, ...rest, ...changes }, room);
      if (appended.outcome !== 'stored') throw new Error('The message was not stored.');
      return appended.message;
    },
    subscribe: async (endpoint) => {
      const browser = openBrowser(endpoint, bob);
      const { keys } = browser.subscription;
      await storage.pushSubscriptions.put({ userId: bob, endpoint, keys, at: Date.now() }, 20);
      return browser;
    },
    hook: async (url) => {
      const secret = newWebhookSecret();
      const draft = { tenant: DEFAULT_TENANT, url, secret, createdAt: Date.now() };
      return { ...(await storage.webhooks.create({ ...draft, events: ['message.posted'] })), secret };
    },
  };
}
