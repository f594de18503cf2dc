import type { Room, UserId, Webhook, WebhookId } from '@crosstalk/domain';
import { runWebhook, type WebhookPayload } from '@crosstalk/jobs';
import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import { createNoticeWorld, type NoticeWorld } from './support/notice-world.js';

describe('Telling a webhook', () => {
  let world: NoticeWorld;
  let ann: UserId;
  let bob: UserId;
  let room: Room;
  let payload: WebhookPayload;
  beforeEach(async () => {
    world = createNoticeWorld();
    [ann, bob] = [await world.person('Ann'), await world.person('Bob')];
    room = await world.room([ann, bob]);
    await world.post(room, ann, { text: 'the secret plan' });
    const draft = { tenant: room.tenant, url: 'https://x.example/', secret: 's', createdAt: 1 };
    const { id } = await world.ports.webhooks.create({ ...draft, events: ['message.posted'] });
    const recipients = [{ userId: bob, mentioned: true }];
    payload = { webhookId: id, deliveryId: 'msg_1', roomId: room.id, seq: 1, recipients };
  });

  const run = (lastAttempt = false) => runWebhook(world.notice, payload, { ...world.context, lastAttempt });
  const failed = async (lastAttempt: boolean): Promise<unknown> => {
    world.next.push({ outcome: 'failed', error: 'HTTP 503', retryable: true });
    return run(lastAttempt).then(
      () => null,
      (error: Error) => error.message,
    );
  };
  const hook = async (): Promise<Webhook | undefined> =>
    (await world.ports.webhooks.findWithSecret(payload.webhookId))?.webhook;

  it('says who has what to read, and nothing of what was written', async () => {
    await run();
    const [delivery] = world.sent.webhook;
    expect(delivery).to.include({ url: 'https://x.example/', secret: 's', id: 'msg_1' });
    const body = JSON.parse(String(delivery?.body));
    expect(body).to.have.keys('type', 'timestamp', 'data');
    expect(body.data.room).to.deep.equal({
      id: room.id,
      type: 'group',
      title: 'A room',
      project_id: null,
    });
    expect(body.data.message).to.include({ seq: 1, user_id: ann });
    expect(body.data.recipients).to.deep.equal([{ user_id: bob, external_id: null, mentioned: true }]);
    expect(String(delivery?.body)).to.not.include('secret plan');
  });

  const MOOT: Readonly<Record<string, () => unknown>> = {
    'everybody read meanwhile': () => world.ports.members.markRead(room.id, bob, 1),
    'is of a room that is gone': () => world.ports.rooms.delete(room.id),
    'was deleted': async () => {
      const [message] = await world.ports.messages.page(room.id, { limit: 1, clearedSeq: 0 });
      if (message) await world.ports.messages.change(message, { kind: 'delete' }, 1);
    },
    'went to a webhook that is gone': () => world.ports.webhooks.delete(room.tenant, payload.webhookId),
    'went to a webhook that is disabled': () =>
      world.ports.webhooks.gaveUp(payload.webhookId, { error: 'x', at: 1, limit: 1 }),
  };
  for (const [what, change] of Object.entries(MOOT)) {
    it(`does not tell what ${what}`, async () => {
      await change();
      await run();
      expect(world.sent.webhook).to.deep.equal([]);
      expect(world.counts).to.deep.equal(['webhook skipped']);
    });
  }

  it('never tells a webhook of another tenant', async () => {
    const draft = { tenant: 'other' as never, url: 'https://y.example/', secret: 's', createdAt: 1 };
    const { id } = await world.ports.webhooks.create({ ...draft, events: ['message.posted'] });
    payload = { ...payload, webhookId: id as WebhookId };
    await run();
    expect(world.sent.webhook).to.deep.equal([]);
  });

  it('is tried again after each failure, and counts against the webhook only when it is given up', async () => {
    expect(await failed(false)).to.match(/HTTP 503$/);
    expect(await hook()).to.include({ givenUp: 0, lastError: null });
    expect(await failed(true)).to.match(/HTTP 503$/);
    expect(await hook()).to.include({ givenUp: 1, lastError: 'HTTP 503', disabledAt: null });
    await run();
    expect(await hook()).to.include({ givenUp: 0, lastError: null });
  });

  it('ends with the fifth delivery in a row that is given up, until somebody enables it', async () => {
    for (let count = 0; count < 5; count += 1) await failed(true);
    expect((await hook())?.disabledAt).to.be.a('number');
    const before = world.sent.webhook.length;
    await run();
    expect(world.sent.webhook).to.have.length(before);
    await world.ports.webhooks.enable(room.tenant, payload.webhookId);
    await run();
    expect(world.sent.webhook).to.have.length(before + 1);
  });

  it('ends at once when the receiver says that it is gone', async () => {
    world.next.push({ outcome: 'gone', error: 'HTTP 410' });
    await run();
    expect(await hook()).to.include({ lastError: 'HTTP 410' });
    expect((await hook())?.disabledAt).to.be.a('number');
  });
});
