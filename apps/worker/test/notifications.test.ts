import { randomUUID } from 'node:crypto';
import { createKeys, createRedisClients, RedisPresence } from '@crosstalk/cluster';
import { webhookSignature } from '@crosstalk/outbound';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { claimsOf } from '../../../packages/outbound/test/support/browser.js';
import {
  type HttpSink,
  openHttpSink,
  type Received,
  type Reply,
} from '../../../packages/outbound/test/support/http-sink.js';
import { type OfflineWorld, openOfflineWorld } from './support/offline-world.js';
import { soon } from './support/soon.js';
import { openTestWorld, type TestWorld } from './support/test-world.js';
import type { WorkerProcess } from './support/worker-process.js';

describe('Notifications by the worker process on real MongoDB and Redis', () => {
  let world: TestWorld;
  let people: OfflineWorld;
  const sinks: HttpSink[] = [];
  beforeEach(async () => {
    world = await openTestWorld();
    people = await openOfflineWorld(world);
  });
  afterEach(async () => {
    await world.close();
    await Promise.all(sinks.splice(0).map((sink) => sink.close()));
  });

  async function openSink(reply?: (request: Received) => Reply | null): Promise<HttpSink> {
    const sink = await openHttpSink(reply);
    sinks.push(sink);
    return sink;
  }

  function start(environment: Readonly<Record<string, string>> = {}): WorkerProcess {
    const allow = sinks.map(({ target }) => target).join(',');
    return world.startWorker({ NOTIFY_DELAY_SECONDS: '0', OUTBOUND_ALLOW: allow, ...environment });
  }
  const came = (sink: HttpSink, count: number, deadlineMs?: number): Promise<void> =>
    soon(`${count} requests came`, async () => sink.received.length >= count, deadlineMs);

  it('reach browser and webhook of who is offline, signed and without the text, and leave no secret in the log', async () => {
    const [service, host] = [await openSink(), await openSink()];
    const browser = await people.subscribe(`${service.origin}/send/${randomUUID()}`);
    const hook = await people.hook(`${host.origin}/hook`);
    const { seq } = await people.post();
    const worker = start();
    await Promise.all([came(service, 1), came(host, 1)]);
    const [push] = service.received as [Received];
    expect(JSON.parse(browser.read(push.body))).to.deep.include({
      type: 'message.posted',
      room_id: people.room.id,
      seq,
      unread: 1,
      title: 'Tea',
    });
    const kept = await world.storage.secrets.once('vapid', () => ({ publicKey: 'none' }));
    expect(claimsOf(push).key).to.equal(kept.publicKey);
    const [delivery] = host.received as [Received];
    const [id, body] = [String(delivery.headers['webhook-id']), delivery.body.toString()];
    const timestamp = Number(delivery.headers['webhook-timestamp']);
    expect(delivery.headers['webhook-signature']).to.equal(
      webhookSignature(hook.secret, { id, timestamp, body }),
    );
    expect(JSON.parse(body).data.recipients).to.deep.equal([
      { user_id: people.bob, external_id: null, mentioned: false },
    ]);
    expect(await worker.end('SIGTERM')).to.equal(0);
    const secrets = [
      'secret plan',
      browser.subscription.endpoint,
      browser.subscription.keys.auth,
      hook.secret,
      String(kept.privateKey),
    ];
    for (const secret of [...secrets, 'webhook-signature']) expect(worker.log).to.not.include(secret);
  });

  it('are delivered by the next worker under the same id when the first was killed in the middle', async function () {
    this.timeout(180_000);
    let hang = true;
    const host = await openSink(() => (hang ? null : { status: 200 }));
    await people.hook(host.origin);
    await people.post();
    const first = start();
    await came(host, 1);
    await first.end('SIGKILL');
    hang = false;
    start();
    await came(host, 2, 120_000);
    const ids = host.received.map(({ headers }) => headers['webhook-id']);
    expect(ids[0]).to.match(/^msg_\w{32}$/);
    expect(new Set(ids).size).to.equal(1);
    await soon('the room counts as notified', async () => {
      return (await world.storage.notices.notifiedSeq(people.room.id)) === 1;
    });
  });

  it('end for a webhook that says that it is gone, and for a browser whose push service does', async () => {
    const [service, host] = [
      await openSink(() => ({ status: 410 })),
      await openSink(() => ({ status: 410 })),
    ];
    await people.subscribe(service.origin);
    await people.hook(host.origin);
    await people.post();
    start();
    const { storage } = world;
    await soon('both are out of use', async () => {
      const [webhook] = await storage.webhooks.list(people.room.tenant);
      const subscriptions = await storage.pushSubscriptions.ofUsers([people.bob]);
      return webhook?.disabledAt !== null && subscriptions.length === 0;
    });
    expect((await storage.webhooks.list(people.room.tenant))[0]).to.include({ lastError: 'HTTP 410' });
  });

  it('are tried again after a failure, under the same id', async function () {
    this.timeout(120_000);
    let failures = 1;
    const host = await openSink(() => ({ status: failures-- > 0 ? 503 : 200 }));
    await people.hook(host.origin);
    await people.post();
    start();
    await came(host, 2, 100_000);
    expect(new Set(host.received.map(({ headers }) => headers['webhook-id'])).size).to.equal(1);
  });

  it('never leave for a private address that was not opened', async () => {
    const [host, open] = [await openSink(), await openSink()];
    await people.hook(host.origin);
    await people.hook(open.origin);
    await people.post();
    start({ OUTBOUND_ALLOW: open.target });
    await came(open, 1);
    await people.post();
    await came(open, 2);
    expect(host.received).to.deep.equal([]);
  });

  it('pass over who is online', async () => {
    const host = await openSink();
    await people.hook(host.origin);
    const { REDIS_URL = '', REDIS_PREFIX = '' } = world.environment;
    const redis = createRedisClients({ redisUrl: REDIS_URL, redisPrefix: REDIS_PREFIX, redisProtocol: '3' });
    await redis.ready(15_000);
    expect(redis.keys.presence).to.equal(createKeys(REDIS_PREFIX).presence);
    const presence = new RedisPresence({
      redis,
      config: { presenceLeaseMs: 60_000, presenceRefreshMs: 5_000, presenceGraceMs: 0 },
      onTransition: () => {},
    });
    presence.start();
    await presence.connected(people.bob, 'socket');
    start();
    await people.post();
    await soon('the room counts as notified', async () => {
      return (await world.storage.notices.notifiedSeq(people.room.id)) === 1;
    });
    await presence.disconnected(people.bob, 'socket');
    await soon('Bob is offline', async () => !(await presence.read([people.bob]))[0]?.online);
    const { seq } = await people.post();
    await came(host, 1);
    expect(host.received.map(({ body }) => JSON.parse(body.toString()).data.message.seq)).to.deep.equal([
      seq,
    ]);
    await presence.close();
    redis.close();
  });
});
