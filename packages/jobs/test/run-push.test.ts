import type { Room, UserId } from '@crosstalk/domain';
import { runPush } from '@crosstalk/jobs';
import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import { createNoticeWorld, type NoticeWorld } from './support/notice-world.js';

describe('Pushing to a browser', () => {
  let world: NoticeWorld;
  let ann: UserId;
  let bob: UserId;
  let room: Room;
  let subscriptionId: string;
  beforeEach(async () => {
    world = createNoticeWorld();
    [ann, bob] = [await world.person('Ann'), await world.person('Bob')];
    room = await world.room([ann, bob]);
    subscriptionId = await world.subscribe(bob);
  });

  const run = () => runPush(world.notice, { subscriptionId, userId: bob, roomId: room.id }, world.context);
  const payloads = () => world.sent.push.map(({ payload }) => JSON.parse(String(payload)) as object);

  it('tells what is unread now, without what was written', async () => {
    await world.post(room, ann, { text: 'the secret plan' });
    await world.post(room, ann, { text: 'again' });
    await run();
    expect(payloads()).to.deep.equal([
      {
        type: 'message.posted',
        id: `${room.id}-2`,
        tag: `room-${room.id}`,
        room_id: room.id,
        seq: 2,
        unread: 2,
        mentioned: false,
        title: 'A room',
      },
    ]);
    expect(world.sent.push[0]).to.include({ topic: `room-${room.id}`, urgent: false });
    expect(world.counts).to.deep.equal(['push sent']);
  });

  it('shows author and text where that is switched on, cut to what a push service takes', async () => {
    world.notice = { ...world.notice, settings: { ...world.notice.settings, pushShowText: true } };
    await world.post(room, ann, { text: '😀'.repeat(8_000), mentions: [bob] });
    await run();
    expect(payloads()[0]).to.deep.include({ from: 'Ann', mentioned: true });
    expect(Buffer.byteLength(String(world.sent.push[0]?.payload))).to.be.below(3_000);
    expect(world.sent.push[0]).to.include({ urgent: true });
  });

  const UNWANTED: Readonly<Record<string, () => unknown>> = {
    'who read it meanwhile': () => world.ports.members.markRead(room.id, bob, 1),
    'who cleared the room': () => world.ports.members.clear(room.id, bob, { seq: 1, hide: true }),
    'who came online': () => world.ports.presence.setOnline(bob),
    'who left': () => world.ports.members.remove(room.id, [bob], 1),
    'who muted the room': () => world.ports.members.setMuted(room.id, bob, true),
    'who switched push off': () => world.ports.notificationSettings.set(bob, { push: false, email: true }),
    'whose browser is somebody else’s now': async () => {
      const { endpoint, keys } = (await world.ports.pushSubscriptions.find(subscriptionId)) ?? {};
      if (!endpoint || !keys) throw new Error('There is no subscription.');
      await world.ports.pushSubscriptions.put({ userId: ann, endpoint, keys, at: 2 }, 20);
    },
  };
  for (const [who, change] of Object.entries(UNWANTED)) {
    it(`tells nothing to one ${who}`, async () => {
      await world.post(room, ann);
      await change();
      await run();
      expect(world.sent.push).to.deep.equal([]);
      expect(world.counts).to.deep.equal(['push skipped']);
    });
  }

  it('removes a subscription that has ended', async () => {
    await world.post(room, ann);
    world.next.push({ outcome: 'gone', error: 'HTTP 410' });
    await run();
    expect(await world.ports.pushSubscriptions.find(subscriptionId)).to.equal(null);
  });

  it('tries again only what may succeed later', async () => {
    await world.post(room, ann);
    world.next.push({ outcome: 'failed', error: 'HTTP 413', retryable: false });
    await run();
    world.next.push({ outcome: 'failed', error: 'HTTP 503', retryable: true });
    const error = await run().catch((thrown: unknown) => thrown);
    expect(error).to.have.property('message', 'The push service: HTTP 503');
    expect(await world.ports.pushSubscriptions.find(subscriptionId)).to.not.equal(null);
  });
});
