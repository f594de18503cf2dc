import {
  type Actor,
  createEraser,
  createUseCases,
  ERASED_NAME,
  type Erasure,
  type ErasureStore,
  type MessageFate,
  type RoomForMember,
} from '@crosstalk/domain';
import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import { expectError } from './support/expect-error.js';
import { openStage, type Stage } from './support/open-stage.js';

const UPLOAD = { name: 'a.png', contentType: 'image/png' };
const PASSWORD = 'correct horse battery';

describe('Erasing a person', () => {
  let stage: Stage;
  let group: RoomForMember;
  beforeEach(async () => {
    stage = await openStage();
    group = await stage.group();
  });

  const upload = (actor: Actor, byte: number) =>
    stage.useCases.uploadFile(actor, { ...UPLOAD, bytes: [new Uint8Array([byte])] });
  const ask = (actor: Actor, messages: MessageFate): Promise<Erasure> =>
    stage.useCases.eraseMe(actor, { messages });
  const erase = async (actor: Actor, messages: MessageFate): Promise<Erasure> => {
    const { id } = await ask(actor, messages);
    expect(await createEraser(stage.ports)(id)).to.equal('done');
    return stage.useCases.getErasure(id);
  };

  it('closes the account before it answers, and leaves the rest to a job', async () => {
    const { useCases, ports, ann } = stage;
    const access = { issuer: 'builtin', userId: ann.userId, tenant: ann.tenant, scopes: [] } as const;
    const token = ports.accessTokens.grant({ ...access, expiresAt: 1e15, family: 'f' });
    await useCases.authenticate(token);
    const erasure = await ask(ann, 'keep');
    expect(erasure).to.include({ userId: ann.userId, askedBy: ann.userId, finishedAt: null });
    expect(ports.sideEffects.erasures).to.deep.equal([erasure.id]);
    const [told] = ports.events.ofType('user.updated');
    expect(told?.user).to.include({ id: ann.userId, firstName: ERASED_NAME, lastName: null, email: null });
    await expectError(useCases.authenticate(token), 'unauthenticated');
    const members = await ports.members.list(group.room.id, 10);
    expect(
      members.map(({ userId }) => userId),
      'not yet',
    ).to.include(ann.userId);
    expect(await ask(ann, 'delete'), 'once for each person').to.deep.equal(erasure);
  });

  it('leaves rooms to an heir and keeps the messages without a name', async () => {
    const { useCases, ports, ann, bob, cyd } = stage;
    const { message } = await stage.post(ann, group, 'kept');
    const { message: other } = await stage.post(bob, group, `hello <@${ann.userId}> and <@${cyd.userId}>`);
    const loved = { messageId: other.id, emoji: '👍', on: true };
    for (const actor of [ann, cyd]) await useCases.reactToMessage(actor, loved);
    const [carried, loose] = [await upload(ann, 1), await upload(ann, 2)];
    await useCases.postMessage(ann, { roomId: group.room.id, fileIds: [carried.id] });
    await ports.notificationSettings.set(ann.userId, { push: true, email: true });
    await ports.refreshTokenStore.save({ hash: 'h', family: 'f', userId: ann.userId, expiresAt: 1e15 });

    const { counts, finishedAt } = await erase(ann, 'keep');
    expect(finishedAt).not.to.equal(null);
    const one = { profile: 1, sessions: 1, push_subscriptions: 0, notification_settings: 1, rooms: 1 };
    expect(counts).to.deep.equal({ ...one, reactions_and_mentions: 1, files: 1 });
    const { room } = await useCases.getRoom(bob, group.room.id);
    expect(room).to.include({ ownerId: bob.userId, memberCount: 2 });
    const { messages } = await useCases.readHistory(cyd, { roomId: room.id, limit: 10 });
    expect(messages[0]).to.deep.include({ id: message.id, text: 'kept' });
    expect(messages[0]?.author).to.include({ firstName: ERASED_NAME, lastName: null, email: null });
    expect(messages[1]).to.deep.include({
      mentions: [cyd.userId],
      reactions: [{ emoji: '👍', userIds: [cyd.userId] }],
      editedAt: null,
    });
    const left = await ports.files.findMany([carried.id, loose.id]);
    expect(left.map(({ id }) => id)).to.deep.equal([carried.id]);
    expect(await ports.refreshTokenStore.countOf(ann.userId)).to.equal(0);
  });

  it('deletes the messages where it is asked to, so that members see it, and their files', async () => {
    const { useCases, ports, ann, bob } = stage;
    const file = await upload(ann, 1);
    await stage.post(ann, group, 'one');
    const { message: kept } = await stage.post(bob, group, 'of somebody else');
    await useCases.postMessage(ann, { roomId: group.room.id, text: 'two', fileIds: [file.id] });
    ports.events.clear();
    const { counts } = await erase(ann, 'delete');
    expect(counts).to.include({ messages: 2, files: 1 });
    const { messages } = await useCases.readHistory(bob, { roomId: group.room.id, limit: 10 });
    expect(messages.map(({ text }) => text)).to.deep.equal(['', kept.text, '']);
    expect(messages.map(({ deletedAt }) => deletedAt === null)).to.deep.equal([false, true, false]);
    const { rev } = (await useCases.getRoom(bob, group.room.id)).room;
    expect(ports.events.published.map(({ event }) => event)).to.deep.include({
      type: 'room.tip',
      roomId: group.room.id,
      rev,
    });
    expect(ports.sideEffects.rooms).to.include(group.room.id);
  });

  it('removes rooms that nobody is left in, and stays the nameless side of a direct one', async () => {
    const { useCases, ports, ann, bob, eve } = stage;
    const alone = await useCases.createRoom(ann, { type: 'group', users: [eve.userId], title: 'Alone' });
    await useCases.leaveRoom(eve, alone.room.id);
    const direct = await useCases.createRoom(ann, { type: 'direct', users: [bob.userId] });
    await stage.post(ann, direct, 'hello');
    const before = await ports.rooms.find(direct.room.id);
    await erase(ann, 'keep');
    expect(await ports.rooms.find(alone.room.id)).to.equal(null);
    const { room } = await useCases.getRoom(bob, direct.room.id);
    expect(room.members.map(({ user }) => user.firstName).sort()).to.deep.equal(['Bob', ERASED_NAME]);
    expect(room.stateRev, 'what was about to be sent is refused').to.be.above(before?.stateRev ?? 0);
    await erase(bob, 'keep');
    expect(await ports.rooms.find(direct.room.id)).to.equal(null);
    expect(await ports.messages.byAuthor(ann.userId, { limit: 5 })).to.deep.equal([]);
  });

  it('goes on where it was cut off, at any step, without counting twice', async () => {
    const { ports, ann, bob } = stage;
    await ports.notificationSettings.set(ann.userId, { push: true, email: true });
    for (const text of ['one', 'two']) await stage.post(ann, group, text);
    await stage.post(bob, group, `<@${ann.userId}>`);
    await upload(ann, 1);
    const { id } = await ask(ann, 'delete');
    let cuts = 0;
    // Every run is killed at its first claim: it is saved, and nothing of it is done.
    const dying: ErasureStore = Object.assign(Object.create(ports.erasures) as ErasureStore, {
      ask: (request: never) => ports.erasures.ask(request),
      find: (wanted: string) => ports.erasures.find(wanted),
      save: async (...progress: Parameters<ErasureStore['save']>) => {
        await ports.erasures.save(...progress);
        cuts += 1;
        throw new Error('killed');
      },
      finish: (wanted: string, at: number) => ports.erasures.finish(wanted, at),
    });
    const run = createEraser({ ...ports, erasures: dying });
    while ((await run(id).catch(() => 'killed')) === 'killed');
    expect(cuts).to.equal(8);
    const { counts, finishedAt } = await stage.useCases.getErasure(id);
    expect(finishedAt).not.to.equal(null);
    expect(counts).to.include({ rooms: 1, messages: 2, reactions_and_mentions: 1, files: 1 });
    expect(await ports.messages.naming(ann.userId, { limit: 5 })).to.deep.equal([]);
    expect(await ports.files.ownedBy(ann.userId, { limit: 5 })).to.deep.equal([]);
  });

  it('asks for the password of who has one', async () => {
    const { ports } = stage;
    const useCases = createUseCases(ports);
    const email = 'pat@example.com';
    const { user } = await useCases.registerUser(
      { email, password: PASSWORD, firstName: 'Pat' },
      { address: '127.0.0.1' },
    );
    const pat: Actor = { userId: user.id, tenant: user.tenant, scopes: [] };
    const missing = await expectError(useCases.eraseMe(pat, { messages: 'keep' }), 'invalid');
    expect(missing.fields).to.have.key('password');
    await expectError(useCases.eraseMe(pat, { messages: 'keep', password: 'wrong' }), 'forbidden');
    expect((await useCases.getMe(pat)).email).to.equal(email);
    await useCases.eraseMe(pat, { messages: 'keep', password: PASSWORD });
    await expectError(
      useCases.logIn({ email, password: PASSWORD }, { address: '127.0.0.1' }),
      'unauthenticated',
    );
  });

  it('lets a host system erase people of its own tenant', async () => {
    const { useCases, ann, bob, mallory } = stage;
    const input = { userId: bob.userId, messages: 'keep' } as const;
    await expectError(useCases.eraseUser(ann, input), 'forbidden');
    const scopes = ['users:erase'];
    await expectError(useCases.eraseUser({ ...mallory, scopes }, input), 'not_found');
    const erasure = await useCases.eraseUser({ ...ann, scopes }, input);
    expect(erasure).to.include({ userId: bob.userId, askedBy: ann.userId });
    await expectError(useCases.getErasure('nobody knows this'), 'not_found');
  });

  it('refuses to bring somebody who is gone into a room, and takes no file that came late', async () => {
    const { useCases, ports, ann, bob } = stage;
    await ask(bob, 'keep');
    const users = [bob.userId];
    await expectError(useCases.createRoom(ann, { type: 'direct', users }), 'not_found');
    await expectError(useCases.createRoom(ann, { type: 'group', users, title: 'T' }), 'not_found');
    await expectError(upload(bob, 1), 'unauthenticated');
    expect(await ports.files.ownedBy(bob.userId, { limit: 5 })).to.deep.equal([]);
  });
});
