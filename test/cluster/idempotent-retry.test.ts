import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { ChannelsClient } from '../harness/channels-client.js';
import { Cluster } from '../harness/cluster.js';
import { newPerson, type Person, rest } from '../harness/people.js';

describe('A send that is retried', () => {
  let cluster: Cluster;
  let ann: Person;
  let bob: Person;
  let onFirst: ChannelsClient;
  let onSecond: ChannelsClient;
  let channelId: number;

  before(async () => {
    cluster = await Cluster.start({ gateways: 2 });
    [ann, bob] = await Promise.all([
      newPerson(cluster.node(0).url, 'Ann'),
      newPerson(cluster.node(1).url, 'Bob'),
    ]);
    onFirst = await ChannelsClient.connect(cluster.node(0).url, ann.token);
    onSecond = await ChannelsClient.connect(cluster.node(1).url, ann.token);
    const { channel } = await onFirst.does<{ channel: { id: number } }>('channel-create', {
      type: 'direct',
      users: [bob.id],
    });
    channelId = channel.id;
  });

  after(async () => {
    onFirst?.close();
    onSecond?.close();
    await cluster?.stop();
  });

  type Sent = { message: { id: number; seq: number } };

  it('on another node gives the same message', async () => {
    const send = { channelId, text: 'once', clientId: randomUUID() };
    const first = await onFirst.does<Sent>('message-send', send);
    const second = await onSecond.does<Sent>('message-send', send);
    expect(second.message).to.deep.include({ id: first.message.id, seq: first.message.seq });
  });

  it('at the same moment on both nodes makes one message', async () => {
    const send = { channelId, text: 'race', clientId: randomUUID() };
    const answers = await Promise.all(
      [onFirst, onSecond, onFirst, onSecond].map((client) => client.does<Sent>('message-send', send)),
    );
    expect(new Set(answers.map(({ message }) => message.id)).size).to.equal(1);
    const { body } = await rest(cluster.node(1).url, {
      path: `/rooms/${channelId}/messages`,
      token: ann.token,
    });
    const items = body.items as { text: string }[];
    expect(items.filter(({ text }) => text === 'race').length).to.equal(1);
  });

  it('with another content is a conflict', async () => {
    const clientId = randomUUID();
    await onFirst.does('message-send', { channelId, text: 'one thing', clientId });
    const answer = await onSecond.ask('message-send', { channelId, text: 'another thing', clientId });
    expect(answer).to.deep.include({ ok: false });
    expect(answer.error?.code).to.equal('conflict');
  });

  it('does not hold up the messages after it', async () => {
    const { message } = await onSecond.does<Sent>('message-send', { channelId, text: 'after the race' });
    for (const client of [onFirst, onSecond])
      await client.next('message-created', ({ id }) => id === message.id);
  });
});
