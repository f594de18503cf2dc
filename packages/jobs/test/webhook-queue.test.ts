import { once } from 'node:events';
import type { UserId } from '@crosstalk/domain';
import {
  createWebhookWorker,
  type JobWorker,
  QueueSet,
  type WebhookPayload,
  webhookJob,
} from '@crosstalk/jobs';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { createNoticeWorld, type NoticeWorld } from './support/notice-world.js';
import { openQueue, type TestQueue } from './support/open-queue.js';
import { Recorder } from './support/recorder.js';

describe('Deliveries to webhooks on a real Redis', () => {
  let queue: TestQueue;
  let queues: QueueSet;
  let recorder: Recorder;
  let world: NoticeWorld;
  let payload: WebhookPayload;
  let worker: JobWorker | undefined;

  beforeEach(async () => {
    queue = openQueue();
    recorder = new Recorder();
    world = createNoticeWorld();
    const { producer } = queue.connections;
    if (producer.status !== 'ready') await once(producer, 'ready');
    queues = new QueueSet({ connection: producer, queuePrefix: queue.queuePrefix, observer: recorder });
    const [ann, bob] = [await world.person('Ann'), await world.person('Bob')] as [UserId, UserId];
    const room = await world.room([ann, bob]);
    await world.post(room, ann);
    const draft = { tenant: room.tenant, url: 'https://x.example/', secret: 's', createdAt: 1 };
    const { id } = await world.ports.webhooks.create({ ...draft, events: ['message.posted'] });
    const recipients = [{ userId: bob, mentioned: false }];
    payload = { webhookId: id, deliveryId: 'msg_1', roomId: room.id, seq: 1, recipients };
  });

  afterEach(async () => {
    await worker?.close(1000);
    worker = undefined;
    await queues.open('webhooks').obliterate({ force: true });
    await queues.close();
    queue.connections.close();
  });

  function work(): void {
    const connection = queue.connections.consumer();
    const { queuePrefix } = queue;
    worker = createWebhookWorker({ connection, queuePrefix, observer: recorder, ports: world.notice });
  }

  it('made a second time are one job', async () => {
    await queues.add('webhooks', [webhookJob(payload)]);
    await queues.add('webhooks', [webhookJob(payload)]);
    work();
    await recorder.until('it is delivered', () => recorder.count('webhooks', 'completed') === 1);
    await queues.add('webhooks', [webhookJob(payload)]);
    await queues.add('webhooks', [webhookJob({ ...payload, deliveryId: 'msg_2' })]);
    await recorder.until('the next is delivered', () => recorder.count('webhooks', 'completed') === 2);
    expect(world.sent.webhook.map(({ id }) => id)).to.deep.equal(['msg_1', 'msg_2']);
  });

  it('are given up after the last attempt, and not before', async () => {
    const job = webhookJob(payload);
    expect(job.opts.attempts).to.equal(8);
    for (let count = 0; count < 8; count += 1) {
      world.next.push({ outcome: 'failed', error: `HTTP ${500 + count}`, retryable: true });
    }
    await queues.add('webhooks', [{ ...job, opts: { ...job.opts, backoff: { type: 'fixed', delay: 1 } } }]);
    work();
    await recorder.until('all attempts failed', () => recorder.count('webhooks', 'failed') === 8);
    const found = await world.ports.webhooks.findWithSecret(payload.webhookId);
    expect(found?.webhook).to.include({ givenUp: 1, lastError: 'HTTP 507' });
    expect(world.sent.webhook.map(({ id }) => id)).to.deep.equal(Array(8).fill('msg_1'));
    const [failed] = await queues.open('webhooks').getFailed();
    expect(failed?.failedReason).to.match(/HTTP 507$/);
  });
});
