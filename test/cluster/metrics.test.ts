import { OwnMongod, OwnRedis, UNKNOWN_REQUESTS } from '@crosstalk/testing';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { dialects } from '../../apps/gateway/src/compose/dialects.js';
import { requestEvents } from '../../apps/gateway/src/compose/request-hooks.js';
import { CasamsaClient } from '../harness/casamsa-client.js';
import { ChannelsClient } from '../harness/channels-client.js';
import { Cluster } from '../harness/cluster.js';
import { eventually } from '../harness/deadline.js';
import { Exposition, growth } from '../harness/exposition.js';
import { newPerson, type Person, rest } from '../harness/people.js';
import { askUpgrade } from '../harness/upgrade.js';

const FROM_ANN = 7;
const FROM_BOB = 5;

describe('The metrics of two gateways and a worker', () => {
  let mongo: OwnMongod;
  let redis: OwnRedis;
  let cluster: Cluster;
  let ann: Person;
  let bob: Person;
  let annSocket: ChannelsClient;
  let bobSocket: CasamsaClient;
  let channelId: number;

  before(async () => {
    [mongo, redis] = await Promise.all([
      OwnMongod.start(),
      OwnRedis.start('--maxmemory-policy', 'noeviction'),
    ]);
    cluster = await Cluster.start({
      gateways: 2,
      environment: { MONGODB_URL: mongo.urlOf('crosstalk'), REDIS_URL: redis.url, DRAIN_SECONDS: '30' },
    });
    [ann, bob] = [await newPerson(cluster.node(0).url, 'Ann'), await newPerson(cluster.node(1).url, 'Bob')];
    annSocket = await ChannelsClient.connect(cluster.node(0).url, ann.token);
    bobSocket = await CasamsaClient.connect(cluster.node(1).wsUrl, bob.token);
    const { channel } = await annSocket.does<{ channel: { id: number } }>('channel-create', {
      type: 'direct',
      users: [bob.id],
    });
    channelId = channel.id;
    await liveOnBothNodes();
  });

  after(async () => {
    annSocket?.close();
    bobSocket?.close();
    await cluster?.stop();
    await Promise.all([mongo?.remove(), redis?.remove()]);
  });

  /** Talks until each node hears of the other live: what was said while Bob’s node subscribed the new room came from storage. */
  const liveOnBothNodes = () =>
    eventually('live news on both nodes', async () => {
      await annSocket.does('message-send', { channelId, text: 'warm-up' });
      await bobSocket.ask('send_message', { chat: channelId, text: 'warm-up' });
      const remote = (await scrape()).map((each) =>
        each.sum('crosstalk_delivery_seconds_count', { origin: 'remote' }),
      );
      return remote.every((count) => count > 1);
    });
  const scrape = (): Promise<readonly Exposition[]> =>
    Promise.all([Exposition.of(cluster.node(0)), Exposition.of(cluster.node(1))]);
  /** What the nodes counted more while the work ran. */
  const during = async (work: () => Promise<unknown>) => {
    const before = await scrape();
    await work();
    const after = await scrape();
    return [0, 1].map((index) => growth(before[index] as Exposition, after[index] as Exposition)) as [
      Growth,
      Growth,
    ];
  };
  const texts = (from: string, count: number): string[] =>
    Array.from({ length: count }, (_, index) => `${from} ${index}`);

  it('count each request, send, delivery and write that there was, on the node where it was', async () => {
    const [atAnn, atBob] = await during(async () => {
      for (const text of texts('Ann', FROM_ANN)) await annSocket.does('message-send', { channelId, text });
      for (const text of texts('Bob', FROM_BOB))
        await bobSocket.ask('send_message', { chat: channelId, text });
      await bobSocket.next('new_message', ({ message }) => textOf(message) === `Ann ${FROM_ANN - 1}`);
      await annSocket.next('message-created', ({ text }) => text === `Bob ${FROM_BOB - 1}`);
    });
    const sides = [
      { grew: atAnn, dialect: 'channels', event: 'message-send', own: FROM_ANN, others: FROM_BOB },
      { grew: atBob, dialect: 'casamsa', event: 'send_message', own: FROM_BOB, others: FROM_ANN },
    ];
    for (const { grew, dialect, event, own, others } of sides) {
      expect(grew('crosstalk_requests_total', { dialect, event, outcome: 'ok' }), dialect).to.equal(own);
      expect(grew('crosstalk_requests_total', { dialect }), dialect).to.equal(own);
      for (const stage of ['durable', 'acknowledged'])
        expect(grew('crosstalk_send_seconds_count', { dialect, stage }), stage).to.equal(own);
      expect(grew('crosstalk_commit_batch_size_sum'), dialect).to.equal(own);
      expect(grew('crosstalk_deliveries_total', { dialect }), dialect).to.equal(own + others);
      expect(grew('crosstalk_delivery_seconds_count', { origin: 'local' }), dialect).to.equal(own);
      const healed = grew('crosstalk_sequencer_total', { event: 'gap_healed' });
      const remote = grew('crosstalk_delivery_seconds_count', { origin: 'remote' });
      expect(remote + healed, dialect).to.equal(others);
      const writes = grew('crosstalk_delivery_writes_total', { dialect });
      expect(writes).to.be.within(1, own + others);
      expect(grew('crosstalk_mongodb_command_seconds_count', { command: 'insert' })).to.be.within(1, own);
    }
    // Redis hands a message on before it answers who published it.
    await eventually('every publish answered', async () => {
      const after = await scrape();
      const published = after.map((each) => each.sum('crosstalk_events_published_total', { outcome: 'ok' }));
      const commands = { client: 'publish' };
      const asked = after.map((each) => each.sum('crosstalk_redis_command_seconds_count', commands));
      return (
        published.every((count, index) => count >= (sides[index]?.own ?? 0)) &&
        asked.every((count) => count > 0)
      );
    });
  });

  it('count a send over REST as one, with both of its times', async () => {
    const [grew] = await during(async () => {
      const path = `/rooms/${channelId}/messages`;
      const sent = await rest(cluster.node(0).url, {
        method: 'POST',
        path,
        token: ann.token,
        body: { text: 'by REST' },
      });
      expect(sent.status).to.equal(201);
      const refused = await rest(cluster.node(0).url, { method: 'POST', path, token: ann.token, body: {} });
      expect(refused.status).to.equal(422);
    });
    const counted = (outcome: string): number =>
      grew('crosstalk_requests_total', { dialect: 'rest', event: 'postMessage', outcome });
    expect([counted('ok'), counted('invalid')]).to.deep.equal([1, 1]);
    for (const stage of ['durable', 'acknowledged'])
      expect(grew('crosstalk_send_seconds_count', { dialect: 'rest', stage })).to.equal(1);
  });

  it('put what clients make up under `unknown`, and nowhere else', async () => {
    // As they are where they must fit into a line of HTTP.
    const names = UNKNOWN_REQUESTS.filter((name) => name !== '').map((name) => name.slice(0, 1_000));
    const [atAnn, atBob] = await during(async () => {
      for (const name of names) {
        annSocket.socket.emit(name, {});
        await bobSocket.ask(name);
        await rest(cluster.node(1).url, { path: `/nothing-${encodeURIComponent(name)}` });
      }
      await annSocket.does('channel-get', { channelId });
    });
    expect(atAnn('crosstalk_requests_total', { event: 'unknown' })).to.be.above(0);
    const unknownOf = (dialect: string): number =>
      atBob('crosstalk_requests_total', { dialect, event: 'unknown' });
    expect([unknownOf('casamsa'), unknownOf('rest')]).to.deep.equal([names.length, names.length]);
    const declared = requestEvents(dialects);
    for (const exposition of await scrape()) {
      for (const { labels } of exposition.seriesOf('crosstalk_requests_total')) {
        const { dialect = '', event = '' } = labels;
        expect(['unknown', ...(declared[dialect] ?? [])], dialect).to.include(event);
      }
    }
  });

  it('tell why connections were refused, and how many there are', async () => {
    const { url, wsUrl } = cluster.node(0);
    const [grew] = await during(async () => {
      const forged = ChannelsClient.open(url, 'forged');
      await forged.next('socket-api-error');
      forged.close();
      await askUpgrade(`${wsUrl}/ws/chats/`);
      await askUpgrade(`${wsUrl}/ws/chats/`, { authorization: 'Bearer forged' });
      await askUpgrade(`${wsUrl}/ws/chat/`, { origin: 'https://evil.example' });
      const polling = await fetch(`${url}/socket.io/?EIO=4&transport=polling&sid=of-another-node`);
      expect(polling.status).to.equal(400);
      const dave = await CasamsaClient.connect(wsUrl, bob.token);
      dave.close();
      await dave.closed;
    });
    const refused = (dialect: string, outcome: string): number =>
      grew('crosstalk_handshakes_total', { dialect, outcome });
    expect(refused('channels', 'unauthenticated')).to.equal(1);
    expect(refused('consumer', 'unauthenticated')).to.equal(2);
    expect(refused('casamsa', 'refused')).to.equal(1);
    expect(refused('channels', 'no_session')).to.equal(1);
    expect(refused('casamsa', 'ok')).to.equal(1);
    expect(grew('crosstalk_handshakes_total')).to.equal(6);
    const connected = async (): Promise<number> =>
      (await Exposition.of(cluster.node(0))).sum('crosstalk_connections');
    await eventually('Ann alone on her node', async () => (await connected()) === 1);
  });

  it('say of every process what alerts rest on, before anything went wrong', async () => {
    const worker = await cluster.startWorker();
    const expositions = [...(await scrape()), await Exposition.of(worker)];
    for (const exposition of expositions) {
      expect(exposition.sum('crosstalk_build_info')).to.equal(1);
      expect(exposition.seriesOf('nodejs_eventloop_lag_p99_seconds')).to.have.length(1);
      expect(exposition.seriesOf('process_resident_memory_bytes')).to.have.length(1);
      for (const name of ['crosstalk_mongodb_errors_total', 'crosstalk_redis_errors_total'])
        expect(exposition.seriesOf(name).length, name).to.be.above(0);
    }
    for (const exposition of expositions.slice(0, 2)) {
      expect(exposition.seriesOf('crosstalk_sequencer_total', { event: 'lost' })[0]?.value).to.equal(0);
      expect(exposition.seriesOf('crosstalk_draining')[0]?.value).to.equal(0);
      expect(exposition.seriesOf('crosstalk_buffered_bytes').length).to.equal(dialects.length);
      // Far below what a Prometheus notices: a label with a value for each client would show here.
      expect(exposition.samples.length).to.be.below(1_500);
    }
    await eventually('a job done', async () => {
      const exposition = await Exposition.of(worker);
      return exposition.sum('crosstalk_jobs_total', { queue: 'room-effects', outcome: 'completed' }) > 0;
    });
  });

  it('count the errors of Redis, and that it came back', async () => {
    const failed = async (): Promise<number> =>
      (await Exposition.of(cluster.node(0))).sum('crosstalk_redis_errors_total', { client: 'publish' });
    const before = await failed();
    await redis.kill();
    await eventually('a publish that failed', async () => {
      await annSocket.does('message-send', { channelId, text: 'not published' });
      return (await failed()) > before;
    });
    await redis.resume();
    await eventually('a new connection', async () => {
      const exposition = await Exposition.of(cluster.node(0));
      return exposition.sum('crosstalk_redis_reconnects_total', { client: 'publish' }) > 0;
    });
  });

  it('count the errors of MongoDB, by command', async () => {
    await mongo.kill();
    const [grew] = await during(async () => {
      const answer = await annSocket.ask('message-send', { channelId, text: 'not stored' });
      expect(answer.error?.code).to.equal('unavailable');
    });
    expect(grew('crosstalk_mongodb_errors_total')).to.be.above(0);
    const refusal = { event: 'message-send', outcome: 'unavailable' };
    expect(grew('crosstalk_requests_total', refusal)).to.equal(1);
    expect(grew('crosstalk_send_seconds_count'), 'a send that was not taken').to.equal(0);
  });

  it('say when a gateway sends its clients away', async () => {
    const node = cluster.node(1);
    node.signal('SIGTERM');
    await eventually(
      'that it drains',
      async () => (await Exposition.of(node)).sum('crosstalk_draining') === 1,
    );
    expect((await askUpgrade(`${node.wsUrl}/ws/chat/`)).status).to.equal(503);
    const exposition = await Exposition.of(node);
    const refused = { dialect: 'casamsa', outcome: 'draining' };
    expect(exposition.sum('crosstalk_handshakes_total', refused)).to.equal(1);
  });
});

type Growth = ReturnType<typeof growth>;

const textOf = (message: unknown): string => (message as { readonly text: string }).text;
