import { DEFAULT_TENANT, type Room, type UserId } from '@crosstalk/domain';
import { digestText, runDigest } from '@crosstalk/jobs';
import { personNamed } from '@crosstalk/testing';
import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import { createNoticeWorld, type NoticeWorld } from './support/notice-world.js';

const HOUR_MS = 3_600_000;

describe('Mailing what stays unread', () => {
  let world: NoticeWorld;
  let ann: UserId;
  let bob: UserId;
  let room: Room;
  beforeEach(async () => {
    world = createNoticeWorld();
    [ann, bob] = [await world.person('Ann'), await world.person('Bob', 'bob@example.com')];
    room = await world.room([ann, bob], { title: 'Tea\nroom' });
    await world.post(room, ann, { text: 'the secret plan' });
  });

  const run = (userId = bob) => runDigest(world.notice, { userId, askedAt: 5 });
  const wait = (ms: number) => world.ports.clock.advance(ms);

  it('names rooms and counts, direct ones by the other person, and no text', async () => {
    const direct = await world.room([ann, bob], { type: 'direct', title: null });
    await world.post(direct, ann);
    await world.post(direct, ann);
    wait(HOUR_MS);
    await run();
    expect(world.sent.mail).to.have.length(1);
    const [mail] = world.sent.mail;
    expect(mail).to.include({
      to: 'bob@example.com',
      subject: '3 unread messages in 2 rooms',
      id: `digest-${bob}-5`,
    });
    expect(String(mail?.text).split('\n')).to.include.members(['- Tea room: 1', '- Ann: 2']);
    expect(String(mail?.text)).to.not.include('secret plan');
  });

  it('waits until the oldest has been unread for long enough', async () => {
    wait(HOUR_MS - 1_000);
    await run();
    expect(world.sent.mail).to.deep.equal([]);
    expect(world.queued('digests')).to.deep.equal([{ userId: bob, askedAt: 5 }]);
    expect(world.jobs[0]?.job.opts.delay).to.equal(1_000);
    wait(1_000);
    await run();
    expect(world.sent.mail).to.have.length(1);
  });

  const UNWANTED: Readonly<Record<string, () => unknown>> = {
    'read everything': () => world.ports.members.markRead(room.id, bob, 1),
    'came online': () => world.ports.presence.setOnline(bob),
    'muted the room': () => world.ports.members.setMuted(room.id, bob, true),
    'wants no mail': () => world.ports.notificationSettings.set(bob, { push: true, email: false }),
  };
  for (const [what, change] of Object.entries(UNWANTED)) {
    it(`mails nothing to who ${what}`, async () => {
      await change();
      wait(HOUR_MS);
      await run();
      expect(world.sent.mail).to.deep.equal([]);
      expect(world.counts).to.deep.equal(['mail skipped']);
    });
  }

  it('mails nothing to an address that only a host site gave', async () => {
    const { user } = await world.ports.users.ensureVisitor(
      {
        ...personNamed('Vic', { email: 'victim@example.com' }),
        tenant: DEFAULT_TENANT,
        externalId: 'visitor:1',
      },
      { refresh: true },
    );
    const other = await world.room([ann, user.id]);
    await world.post(other, ann);
    wait(HOUR_MS);
    await run(user.id);
    expect(world.sent.mail).to.deep.equal([]);
  });

  it('tries again only what may succeed later', async () => {
    wait(HOUR_MS);
    world.next.push({ outcome: 'failed', error: 'SMTP 550', retryable: false });
    await run();
    world.next.push({ outcome: 'failed', error: 'SMTP 451', retryable: true });
    const error = await run().catch((thrown: unknown) => thrown);
    expect(error).to.have.property('message', 'The mail server: SMTP 451');
  });

  it('says one message in one room in the singular', () => {
    expect(digestText([{ title: 'x', unread: 1, since: 0 }]).subject).to.equal('1 unread message in 1 room');
  });
});
