import { randomUUID } from 'node:crypto';
import { OwnRedis } from '@crosstalk/testing';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import type { CasamsaClient } from '../harness/casamsa-client.js';
import { ChannelsClient } from '../harness/channels-client.js';
import { Cluster } from '../harness/cluster.js';
import { startConversation } from '../harness/conversation.js';
import { eventually } from '../harness/deadline.js';
import type { Person } from '../harness/people.js';

describe('Redis that goes away and comes back', () => {
  let redis: OwnRedis;
  let cluster: Cluster;
  let bob: Person;
  let annSocket: ChannelsClient;
  let bobSocket: CasamsaClient;
  let room: number;

  before(async () => {
    redis = await OwnRedis.start();
    cluster = await Cluster.start({
      gateways: 2,
      worker: true,
      environment: { REDIS_URL: redis.url },
    });
    ({ bob, annSocket, bobSocket, roomId: room } = await startConversation(cluster));
  });

  after(async () => {
    annSocket?.close();
    bobSocket?.close();
    await cluster?.stop();
    await redis?.remove();
  });

  const textsAtBob = (): string[] =>
    bobSocket.all('new_message').map(({ message }) => (message as { text: string }).text);

  it('holds up no send: each is stored, acknowledged and told on its own node', async () => {
    await redis.kill();
    for (let index = 0; index < 20; index += 1) {
      await annSocket.does('message-send', {
        channelId: room,
        text: `away ${index}`,
        clientId: randomUUID(),
      });
    }
    await annSocket.next('message-created', ({ text }) => text === 'away 19');
    expect(textsAtBob()).to.deep.equal([]);
    const ready = await fetch(`${cluster.node(0).opsUrl}/readyz`);
    expect(ready.status).to.equal(503);
    expect(JSON.stringify(await ready.json())).to.contain('redis');
  });

  it('lets people in who come during the outage', async () => {
    const socket = await ChannelsClient.connect(cluster.node(1).url, bob.token);
    const { channels } = await socket.does<{ channels: { changes: { text: string }[] }[] }>('sync', {
      channels: { [room]: 0 },
    });
    expect(channels[0]?.changes.map(({ text }) => text)).to.include('away 19');
    socket.close();
  });

  it('brings everything that was missed to the other node when it is back, in order and once', async () => {
    await redis.resume();
    await eventually('every message at Bob', () => textsAtBob().length >= 20);
    await annSocket.does('message-send', { channelId: room, text: 'back', clientId: randomUUID() });
    await eventually('the message after the outage', () => textsAtBob().includes('back'));
    expect(textsAtBob()).to.deep.equal([
      ...Array.from({ length: 20 }, (_, index) => `away ${index}`),
      'back',
    ]);
    await eventually(
      'readiness',
      async () => (await fetch(`${cluster.node(0).opsUrl}/readyz`)).status === 200,
    );
  });

  it('ends no process', () => {
    expect([...cluster.gateways, cluster.worker].map((node) => node?.alive)).to.deep.equal([
      true,
      true,
      true,
    ]);
    const complaints = cluster.gateways
      .flatMap((node) => node.log)
      .filter(({ msg }) => /unhandled|uncaught/.test(String(msg)));
    expect(complaints).to.deep.equal([]);
  });
});
