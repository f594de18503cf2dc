import { OwnRedis } from '@crosstalk/testing';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { ChannelsClient } from '../harness/channels-client.js';
import { Cluster } from '../harness/cluster.js';
import { type Conversation, startConversation } from '../harness/conversation.js';
import { eventually } from '../harness/deadline.js';
import { newPerson, type Person } from '../harness/people.js';

describe('People whose node dies while Redis is away, and Redis forgets', () => {
  let redis: OwnRedis;
  let cluster: Cluster;
  let people: Conversation;
  let cid: Person;
  let cidSocket: ChannelsClient;

  before(async () => {
    redis = await OwnRedis.start();
    cluster = await Cluster.start({ gateways: 2, environment: { REDIS_URL: redis.url } });
    people = await startConversation(cluster);
    cid = await newPerson(cluster.node(0).url, 'Cid');
    cidSocket = await ChannelsClient.connect(cluster.node(0).url, cid.token);
    const { annSocket, bob } = people;
    await annSocket.does('presence-subscribe', { users: [bob.id, cid.id] });
    for (const id of [bob.id, cid.id]) {
      await annSocket.next('presence', ({ userId, online }) => userId === id && online === true);
    }
  });

  after(async () => {
    people?.annSocket.close();
    cidSocket?.close();
    await cluster?.stop();
    await redis?.remove();
  });

  it('are told to be gone, although nobody is left to announce it', async () => {
    await redis.kill();
    await eventually('the outage is seen', async () => {
      return (await fetch(`${cluster.node(0).opsUrl}/readyz`)).status === 503;
    });
    await cluster.node(1).kill();
    await redis.resume();
    const gone = ({ userId, online }: Readonly<Record<string, unknown>>): boolean =>
      userId === people.bob.id && online === false;
    expect((await people.annSocket.next('presence', gone)).data).to.include({ online: false });
    const ofCid = people.annSocket.all('presence').filter(({ userId }) => userId === cid.id);
    expect(ofCid.map(({ online }) => online)).to.not.include(false);
  });
});
