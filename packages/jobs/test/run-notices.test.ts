import type { Room, UserId, WebhookId } from '@crosstalk/domain';
import { runNotices } from '@crosstalk/jobs';
import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import { createNoticeWorld, type NoticeWorld } from './support/notice-world.js';

describe('Finding out who is to be notified', () => {
  let world: NoticeWorld;
  let [ann, bob, cid]: UserId[] = [];
  let room: Room;
  beforeEach(async () => {
    world = createNoticeWorld();
    [ann, bob, cid] = [
      await world.person('Ann', 'ann@example.com'),
      await world.person('Bob', 'bob@example.com'),
      await world.person('Cid'),
    ];
    room = await world.room([ann, bob, cid] as UserId[]);
  });

  const run = () => runNotices(world.notice, { roomId: room.id }, world.context);
  const post = (changes = {}) => world.post(room, ann as UserId, changes);
  const hook = async (): Promise<WebhookId> => {
    const { tenant } = room;
    const draft = { tenant, url: 'https://x.example/', secret: 's', createdAt: 1 };
    return (await world.ports.webhooks.create({ ...draft, events: ['message.posted'] })).id;
  };
  const pushed = () => world.queued('pushes').map(({ userId }) => userId);

  it('names members with something to read who subscribed, once for all that is new', async () => {
    for (const user of [ann, bob, cid]) await world.subscribe(user as UserId);
    await post();
    await post();
    await world.ports.members.markRead(room.id, cid as UserId, 2);
    await run();
    expect(pushed()).to.deep.equal([bob]);
    expect(world.notified.get(room.id)).to.equal(2);
    await run();
    expect(pushed(), 'told of the same again').to.deep.equal([bob]);
    await post();
    await run();
    expect(pushed()).to.have.members([bob, bob, cid]);
  });

  it('asks for one job a browser and room, which a newer message does not repeat', async () => {
    await world.subscribe(bob as UserId);
    await world.subscribe(bob as UserId);
    await post();
    await run();
    const ids = world.jobs.map(({ job }) => job.opts.deduplication?.id);
    expect(new Set(ids.filter((id) => id?.startsWith('push-'))).size).to.equal(2);
    await post();
    await run();
    const later = world.jobs.map(({ job }) => job.opts.deduplication?.id);
    expect(new Set(later.filter((id) => id?.startsWith('push-'))).size).to.equal(2);
  });

  it('leaves out who is online', async () => {
    await world.subscribe(bob as UserId);
    await world.subscribe(cid as UserId);
    world.ports.presence.setOnline(bob as UserId);
    await hook();
    await post();
    await run();
    expect(pushed()).to.deep.equal([cid]);
    expect(world.queued('webhooks')[0]?.recipients).to.deep.equal([{ userId: cid, mentioned: false }]);
  });

  it('leaves out who muted the room, unless they are mentioned, and then mails them nothing', async () => {
    await world.subscribe(bob as UserId);
    await world.ports.members.setMuted(room.id, bob as UserId, true);
    await hook();
    await post();
    await run();
    expect(pushed()).to.deep.equal([]);
    await post({ mentions: [bob] });
    await run();
    expect(pushed()).to.deep.equal([bob]);
    expect(world.queued('webhooks').at(-1)?.recipients).to.deep.include({ userId: bob, mentioned: true });
    expect(world.queued('digests')).to.deep.equal([]);
  });

  it('mails those who have an address and want it, later', async () => {
    await post();
    await run();
    expect(world.queued('digests').map(({ userId }) => userId)).to.deep.equal([bob]);
    expect(world.jobs[0]?.job.opts.delay).to.equal(3_600_000);
    await world.ports.notificationSettings.set(bob as UserId, { push: true, email: false });
    await post();
    await run();
    expect(world.queued('digests')).to.have.length(1);
  });

  it('pushes nothing to who wants no push messages', async () => {
    await world.subscribe(bob as UserId);
    await world.ports.notificationSettings.set(bob as UserId, { push: false, email: true });
    await post();
    await run();
    expect(pushed()).to.deep.equal([]);
  });

  it('takes deleted messages and those of yesterday for no news', async () => {
    await world.subscribe(bob as UserId);
    const { id } = await post();
    await world.ports.messages.change({ roomId: room.id, id }, { kind: 'delete' }, 1);
    await post({ createdAt: world.ports.clock.now() - 86_400_001 });
    await run();
    expect(pushed()).to.deep.equal([]);
    expect(world.notified.get(room.id)).to.equal(2);
  });

  it('asks for nobody’s presence when nobody could be told', async () => {
    const asked: (readonly UserId[])[] = [];
    const { presence } = world.ports;
    world.notice = {
      ...world.notice,
      channels: { ...world.notice.channels, mail: null },
      presence: {
        read: async (ids) => {
          asked.push(ids);
          return presence.read(ids);
        },
      },
    };
    await world.subscribe(cid as UserId);
    await post();
    await run();
    expect(asked).to.deep.equal([[cid]]);
  });

  it('tells webhooks of a large room in parts, each under an id that is the same when it is done over', async () => {
    const crowd = Array.from({ length: 1_200 }, (_, index) => (10_000 + index) as UserId);
    room = await world.room([ann as UserId, ...crowd]);
    await hook();
    await post();
    const places: object[] = [];
    const save = async (place: object): Promise<void> => void places.push(place);
    await runNotices(world.notice, { roomId: room.id }, { saved: undefined, save });
    const first = world.queued('webhooks');
    const sizes = first.map(({ recipients }) => (recipients as readonly object[]).length);
    expect(sizes).to.deep.equal([499, 500, 201]);
    const idOf = ({ deliveryId }: (typeof first)[number]) => deliveryId;
    expect(new Set(first.map(idOf)).size).to.equal(3);
    expect(world.jobs.map(({ job }) => job.opts.jobId)).to.deep.equal(first.map(idOf));
    // Cut off after the first part, and before the room counted as notified.
    world.notified.delete(room.id);
    await post();
    world.jobs.length = 0;
    await runNotices(world.notice, { roomId: room.id }, { saved: places[0], save });
    const again = world.queued('webhooks');
    expect(again.slice(0, 2).map(idOf)).to.deep.equal(first.slice(1).map(idOf));
    // What came meanwhile is told to all, under ids of its own.
    expect(again).to.have.length(5);
    expect(new Set([...first, ...again].map(idOf)).size).to.equal(6);
    expect(world.notified.get(room.id)).to.equal(2);
  });

  it('of a room that is gone is nobody', async () => {
    await post();
    await world.ports.rooms.delete(room.id);
    await run();
    expect(world.jobs).to.deep.equal([]);
  });
});
