import type {
  ErasureRequest,
  FileId,
  MemberId,
  Message,
  PushSubscriptionDraft,
  RoomId,
  TenantId,
  UserId,
  WebhookDraft,
  WebhookId,
} from '@crosstalk/domain';
import { DEFAULT_TENANT } from '@crosstalk/domain';
import type { Storage } from '@crosstalk/storage';
import { directOf, draftIn, fileDraft, groupOf, NO_LIMIT, personNamed, present } from '@crosstalk/testing';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { type Connection, createConnection, type mongo } from 'mongoose';
import { createTestDatabase, type TestDatabase } from './create-test-database.js';
import { planFaults } from './explain-command.js';
import { nameOf, recordCommands } from './record-commands.js';

const [ANN, BOB, CID] = [1 as UserId, 2 as UserId, 3 as UserId];
const STORES = [
  'messages',
  'rooms',
  'members',
  'users',
  'refreshTokenStore',
  'files',
  'search',
  'effects',
  'pushSubscriptions',
  'notificationSettings',
  'webhooks',
  'previews',
  'notices',
  'erasures',
  'secrets',
] as const;

/** The driver looks once whether a bucket is empty, before it makes its indexes. */
function isBucketCheck(command: mongo.Document): boolean {
  return command.find === 'contents.files' && Object.keys(command.filter).length === 0 && command.limit === 1;
}

const crowd = Array.from({ length: 60 }, (_, index) => (1_000 + index) as UserId);

function subscriptionOf(userId: UserId, name: string): PushSubscriptionDraft {
  const endpoint = `https://push.example.com/${name}`;
  return { userId, endpoint, keys: { p256dh: 'point', auth: 'secret' }, at: 1 };
}

function hookOf(tenant: string): WebhookDraft {
  const url = 'https://hooks.example.com/';
  return { tenant: tenant as TenantId, url, events: ['message.posted'], secret: 's', createdAt: 1 };
}

/** So much of everything that reading all of a room, or all of a collection, shows in the plans. Answers the first message. */
async function fill(storage: Storage, room: RoomId): Promise<Message> {
  const drafts = Array.from({ length: 100 }, (_, index) =>
    draftIn(room, index % 2 === 0 ? ANN : CID, {
      text: `word${index}`,
      clientId: index === 0 ? 'first' : `${index}`,
      mentions: [crowd[index % crowd.length] as UserId, ANN],
    }),
  );
  const appended = await Promise.all(drafts.map((draft) => storage.messages.append(draft, { stateRev: 1 })));
  const messages = appended.flatMap((one) => (one.outcome === 'stored' ? [one.message] : []));
  await storage.search.apply(messages);
  for (const userId of crowd) {
    await storage.pushSubscriptions.put(subscriptionOf(userId, `${userId}`), 1);
    await storage.notificationSettings.set(userId, { push: true, email: true });
    await storage.webhooks.create(hookOf(`tenant${userId}`));
    const url = `https://example.com/${userId}`;
    await storage.previews.save(url, { preview: null, fetchedAt: 1, expiresAt: Date.now() + 1e6 });
    await storage.secrets.once(`${userId}`, () => ({ value: 'x' }));
    await storage.users.create(personNamed(`Name${userId}`, { email: `${userId}@example.com` }));
    await storage.users.ensureExternal({ ...personNamed('Ext'), externalId: `${userId}` });
    const token = { hash: `h${userId}`, family: `f${userId}`, userId, expiresAt: Date.now() + 1e6 };
    await storage.refreshTokenStore.save(token);
    await storage.erasures.ask(erasureOf(userId));
  }
  return present(messages[0]);
}

/** Files of others, and messages that carry some. */
async function fillFiles(storage: Storage, file: FileId, room: RoomId): Promise<void> {
  for (let index = 0; index < 40; index += 1) {
    const other = await storage.files.put(fileDraft(), [Buffer.from(`${index}`)], NO_LIMIT);
    await storage.messages.append(draftIn(room, ANN, { fileIds: [other.id] }), { stateRev: 1 });
    const found = { width: 1, height: 1, durationSeconds: null, placeholder: null };
    await storage.files.finish(other.id, { status: 'ready', ...found });
  }
  await storage.messages.append(draftIn(room, ANN, { fileIds: [file] }), { stateRev: 1 });
}

const erasureOf = (userId: UserId): ErasureRequest => ({
  ...{ id: `erasure ${userId}`, tenant: DEFAULT_TENANT, userId, askedBy: userId },
  ...{ messages: 'keep', askedAt: 1 },
});

describe('Every query', () => {
  let database: TestDatabase;
  let storage: Storage;
  let connection: Connection;
  let room: RoomId;
  let message: Message;
  let file: FileId;
  let user: UserId;
  const recorder = recordCommands();
  before(async () => {
    database = await createTestDatabase();
    storage = await database.open({ onCommand: recorder.onCommand });
    connection = await createConnection(database.config.mongodbUrl).asPromise();
    await storage.rooms.create(groupOf(crowd));
    room = (await storage.rooms.create(groupOf([ANN, BOB, CID, ...crowd]))).room.id;
    message = await fill(storage, room);
    user = present(await storage.users.create(personNamed('Ann', { email: 'ann@example.com' }))).id;
    file = await newFile();
    await fillFiles(storage, file, room);
    await storage.refreshTokenStore.save({
      hash: 'h',
      family: 'f',
      userId: ANN,
      expiresAt: Date.now() + 1e6,
    });
  });
  after(async () => {
    await connection.close();
    await database.drop();
  });

  const newFile = async (): Promise<FileId> =>
    (await storage.files.put(fileDraft(), [Buffer.from(`${Math.random()}`)], NO_LIMIT)).id;

  /** One call of each method of each store, in all the ways that make another query. */
  const CALLS: Readonly<Record<string, () => unknown>> = {
    'messages.append': async () => {
      const other = await database.open();
      await other.messages.append(draftIn(room, ANN, { clientId: 'elsewhere' }), { stateRev: 1 });
      for (const clientId of ['first', 'elsewhere', 'new']) {
        await storage.messages.append(draftIn(room, ANN, { clientId }), { stateRev: 1 });
      }
    },
    'messages.change': async () => {
      const react = { kind: 'react', userId: BOB, emoji: '👍', on: true } as const;
      await storage.messages.change({ roomId: room, id: message.id }, react, 1);
      await storage.messages.change({ roomId: room, id: (2 ** 50) as never }, { kind: 'delete' }, 1);
    },
    'messages.find': () => storage.messages.find(message.id),
    'messages.findMany': () => storage.messages.findMany([message.id]),
    'messages.page': async () => {
      for (const cursor of [{}, { before: 9 }, { after: 1 }, { around: 2 }]) {
        await storage.messages.page(room, { limit: 5, clearedSeq: 0, ...cursor });
      }
    },
    'messages.changesAfter': () => storage.messages.changesAfter(room, 0, 10),
    'messages.newestOf': () => storage.messages.newestOf([{ id: room, seq: 1 }]),
    'messages.refs': () => storage.messages.refs(room, { fromSeq: 0, toSeq: 5, limit: 5 }),
    'messages.roomsCarrying': () => storage.messages.roomsCarrying(file),
    'messages.carriersOf': () => storage.messages.carriersOf(file, { after: message.id, limit: 5 }),
    'messages.idle': () => storage.messages.idle(),
    'rooms.create': async () => {
      await storage.rooms.create(directOf(ANN, BOB));
      await storage.rooms.create(directOf(ANN, BOB));
      await storage.rooms.create(groupOf([ANN], { type: 'project', projectId: 7 }));
    },
    'rooms.find': () => storage.rooms.find(room),
    'rooms.findDirect': () => storage.rooms.findDirect(DEFAULT_TENANT, [ANN, BOB]),
    'rooms.findByProject': () => storage.rooms.findByProject(DEFAULT_TENANT, 7),
    'rooms.findGroupLike': () =>
      storage.rooms.findGroupLike(DEFAULT_TENANT, [ANN, BOB, CID, ...crowd], 'A room'),
    'rooms.heads': () => storage.rooms.heads([room]),
    'rooms.setTitle': () => storage.rooms.setTitle(room, 'x', 1),
    'members.access': () => storage.members.access(room, ANN, { fresh: true }),
    'rooms.setRetention': () => storage.rooms.setRetention(room, 30, 1),
    'rooms.walk': () => storage.rooms.walk(0 as RoomId, 5),
    'messages.byAuthor': () => storage.messages.byAuthor(ANN, { limit: 5 }),
    'messages.naming': () => storage.messages.naming(BOB, { limit: 5 }),
    'members.invalidate': () => storage.members.invalidate(room),
    'members.pageOf': async () => {
      await storage.members.pageOf(ANN, { limit: 5 });
      await storage.members.pageOf(ANN, { limit: 5, before: Date.now() });
    },
    'members.allOf': () => storage.members.allOf(ANN),
    'members.list': () => storage.members.list(room, 5),
    'members.listMany': () => storage.members.listMany([room], 5),
    'members.among': () => storage.members.among(room, [ANN, BOB]),
    'members.userIdsOf': () => storage.members.userIdsOf(room),
    'members.add': async () => {
      await storage.members.add(room, [{ userId: 4 as UserId, role: 'member' }], 1);
      await storage.members.add(room, [{ userId: 4 as UserId, role: 'member' }], 1);
    },
    'members.remove': async () => {
      await storage.members.remove(room, [4 as UserId], 1);
      await storage.members.remove(room, [4 as UserId], 1);
    },
    'members.setRoles': () => storage.members.setRoles(room, [{ userId: BOB, role: 'admin' }], 1),
    'members.markRead': () => storage.members.markRead(room, ANN, 1),
    'members.noteOwnPost': () => storage.members.noteOwnPost(room, ANN, 2),
    'members.flush': () => storage.members.flush(),
    'members.furthestReaders': () => storage.members.furthestReaders(room, ANN, 2),
    'members.clear': async () => {
      await storage.members.clear(room, BOB, { seq: 1, hide: false });
      await storage.members.clear(room, CID, { seq: 1, hide: true });
      await storage.members.pageOf(CID, { limit: 5 });
    },
    'members.clearForAll': () => storage.members.clearForAll(room, 1),
    'members.show': () => storage.members.show(room, CID),
    'members.partnersOf': () => storage.members.partnersOf(ANN, { roomMembers: 200, limit: 50 }),
    'members.setMuted': () => storage.members.setMuted(room, ANN, true),
    'members.shareRoom': () => storage.members.shareRoom(ANN, BOB),
    'users.create': () => storage.users.create(personNamed('Bob', { email: 'bob@example.com' })),
    'users.ensureExternal': () => storage.users.ensureExternal({ ...personNamed('Zed'), externalId: 'x' }),
    'users.ensureVisitor': async () => {
      const visitor = { ...personNamed('Vic', { email: 'vic@example.com' }), externalId: 'visitor:1' };
      await storage.users.ensureVisitor(visitor, { refresh: true });
      await storage.users.ensureVisitor({ ...visitor, phone: '1' }, { refresh: true });
      await storage.users.ensureVisitor(visitor, { refresh: false });
    },
    'users.find': () => storage.users.find(user, { fresh: true }),
    'users.findMany': () => storage.users.findMany([9 as UserId, 10 as UserId]),
    'users.findCredentials': () => storage.users.findCredentials(DEFAULT_TENANT, 'ann@example.com'),
    'users.update': () => storage.users.update(user, { firstName: 'Anna' }),
    'users.invalidate': () => storage.users.invalidate(user),
    'users.search': async () => {
      await storage.users.search(DEFAULT_TENANT, 'ann lee', 5);
      await storage.users.search(DEFAULT_TENANT, 'ann@example.com', 5);
    },
    'users.setLastSeen': () => storage.users.setLastSeen(user, 1),
    'refreshTokenStore.save': () =>
      storage.refreshTokenStore.save({ hash: 'i', family: 'f', userId: ANN, expiresAt: Date.now() + 1e6 }),
    'refreshTokenStore.use': () => storage.refreshTokenStore.use('h', 1),
    'users.forgetErasedIds': () => storage.users.forgetErasedIds(Date.now() - 1),
    'refreshTokenStore.countOf': () => storage.refreshTokenStore.countOf(crowd[0] as UserId),
    'refreshTokenStore.deleteOf': () => storage.refreshTokenStore.deleteOf(crowd[0] as UserId),
    'refreshTokenStore.revokeFamily': () => storage.refreshTokenStore.revokeFamily('f'),
    'files.put': newFile,
    'files.findMany': () => storage.files.findMany([file]),
    'files.open': () => storage.files.open(file, 'content'),
    'files.finish': async () => {
      const thumbnail = { contentType: 'image/webp', bytes: [Buffer.from(`${Math.random()}`)] };
      const found = { width: 1, height: 1, durationSeconds: null, placeholder: null };
      await storage.files.finish(await newFile(), { status: 'ready', ...found, renditions: { thumbnail } });
      await storage.files.finish(await newFile(), { status: 'rejected', reason: 'x' });
    },
    'files.stuckProcessing': () => storage.files.stuckProcessing(0, 5),
    'files.deleteOrphanBlobs': () => storage.files.deleteOrphanBlobs(0, 5),
    'files.ownedBy': () => storage.files.ownedBy(ANN, { limit: 5 }),
    'files.delete': () => storage.files.delete([file]),
    'search.search': () => storage.search.search([room], 'hello wor', 5),
    'search.apply': () => storage.search.apply([message, { ...message, deletedAt: 1 }]),
    'effects.dirtyRooms': () => storage.effects.dirtyRooms(0, 5),
    'effects.load': () => storage.effects.load(room),
    'effects.mendUnread': () => storage.effects.mendUnread(0 as RoomId, 3),
    'effects.setUnread': () => storage.effects.setUnread(room),
    'effects.finish': () => storage.effects.finish(room, 1),
    'pushSubscriptions.put': () => storage.pushSubscriptions.put(subscriptionOf(ANN, 'one'), 1),
    'pushSubscriptions.ofUsers': () => storage.pushSubscriptions.ofUsers([ANN, BOB]),
    'pushSubscriptions.find': () => storage.pushSubscriptions.find('x'),
    'pushSubscriptions.delete': () => storage.pushSubscriptions.delete(ANN, 'https://push.example.com/one'),
    'pushSubscriptions.drop': () => storage.pushSubscriptions.drop('x'),
    'notificationSettings.set': () => storage.notificationSettings.set(ANN, { push: true, email: true }),
    'notificationSettings.findMany': () => storage.notificationSettings.findMany([ANN, BOB]),
    'webhooks.create': () => storage.webhooks.create(hookOf('tenant')),
    'webhooks.list': () => storage.webhooks.list('tenant' as TenantId),
    'webhooks.activeFor': () => storage.webhooks.activeFor('tenant' as TenantId, 'message.posted'),
    'webhooks.findWithSecret': () => storage.webhooks.findWithSecret(1 as WebhookId),
    'webhooks.delivered': () => storage.webhooks.delivered(1 as WebhookId),
    'webhooks.gaveUp': () => storage.webhooks.gaveUp(1 as WebhookId, { error: 'x', at: 1, limit: 2 }),
    'webhooks.enable': () => storage.webhooks.enable('tenant' as TenantId, 1 as WebhookId),
    'webhooks.delete': () => storage.webhooks.delete('tenant' as TenantId, 1 as WebhookId),
    'previews.findMany': () => storage.previews.findMany(['https://example.com/']),
    'previews.find': () => storage.previews.find('https://example.com/'),
    'previews.save': () =>
      storage.previews.save('https://example.com/', { preview: null, fetchedAt: 1, expiresAt: 2 }),
    'notices.notifiedSeq': () => storage.notices.notifiedSeq(room),
    'notices.unreadMembers': () =>
      storage.notices.unreadMembers(room, { seq: 5, after: 0 as MemberId, limit: 10 }),
    'notices.finish': () => storage.notices.finish(room, 3),
    'secrets.once': () => storage.secrets.once('x', () => ({ value: 'y' })),
    'notificationSettings.delete': () => storage.notificationSettings.delete(ANN),
    'erasures.ask': async () => {
      await storage.erasures.ask(erasureOf(ANN));
      await storage.erasures.ask({ ...erasureOf(ANN), id: 'again' });
    },
    'erasures.find': () => storage.erasures.find('erasure 1'),
    'erasures.ofUser': () => storage.erasures.ofUser(ANN),
    'erasures.save': async () => {
      const erasure = present(await storage.erasures.find('erasure 1'));
      await storage.erasures.save(erasure, { place: null, counts: {} });
    },
    'erasures.unfinished': () => storage.erasures.unfinished(-60_000, 5),
    'erasures.finish': () => storage.erasures.finish('erasure 1', 1),
    'users.erase': async () => {
      const { id } = await storage.users.ensureExternal({ ...personNamed('Yan'), externalId: 'y' });
      await storage.users.erase(id, 1);
      await storage.users.ensureExternal({ ...personNamed('Yan'), externalId: 'y' });
    },
    'messages.remove': () => storage.messages.remove(room, [message.id]),
    // Last: nothing is left after it.
    'members.close': () => storage.members.close(),
    'rooms.delete': () => storage.rooms.delete(room),
  };

  it('of every method of every store is in this test', () => {
    const methods = STORES.flatMap((store) =>
      Object.getOwnPropertyNames(Object.getPrototypeOf(storage[store]))
        .filter((name) => name !== 'constructor')
        .map((name) => `${store}.${name}`),
    );
    expect(Object.keys(CALLS).sort()).to.deep.equal(methods.sort());
  });

  for (const [name, call] of Object.entries(CALLS)) {
    it(`of ${name} goes by an index`, async () => {
      const commands = await recorder.during(async () => call());
      const db = present(connection.db);
      for (const command of commands.filter((one) => !isBucketCheck(one))) {
        expect(await planFaults(db, command), nameOf(command)).to.deep.equal([]);
      }
    });
  }
});
