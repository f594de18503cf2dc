import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { CasamsaClient } from '../harness/casamsa-client.js';
import { ChannelsClient } from '../harness/channels-client.js';
import { Cluster } from '../harness/cluster.js';
import { newPerson, type Person, rest } from '../harness/people.js';

interface Channel {
  readonly id: number;
  readonly seq: number;
  readonly rev: number;
}

describe('Two people on two nodes and two dialects', () => {
  let cluster: Cluster;
  let ann: Person;
  let bob: Person;
  let onChannels: ChannelsClient;
  let onCasamsa: CasamsaClient;

  before(async () => {
    cluster = await Cluster.start({ gateways: 2, worker: false });
    ann = await newPerson(cluster.node(0).url, 'Ann');
    bob = await newPerson(cluster.node(1).url, 'Bob');
    onChannels = await ChannelsClient.connect(cluster.node(0).url, ann.token);
    onCasamsa = await CasamsaClient.connect(cluster.node(1).wsUrl, bob.token);
  });

  after(async () => {
    onChannels?.close();
    onCasamsa?.close();
    await cluster?.stop();
  });

  it('open a direct room that both see in their own words', async () => {
    const { channel } = await onChannels.does<{ channel: Channel }>('channel-create', {
      type: 'direct',
      users: [bob.id],
    });
    const created = await onChannels.next('channel-created');
    const { data } = await onCasamsa.next('new_chat');
    const chat = data.chat as { id: number; title: unknown; users: { pk: number; first_name: string }[] };
    expect(created.data.id).to.equal(channel.id);
    expect(chat.id).to.equal(channel.id);
    expect(chat.title).to.equal(null);
    expect(chat.users.map((user) => user.pk)).to.have.members([ann.id, bob.id]);
  });

  it('talk in both directions', async () => {
    const { channel } = await onChannels.does<{ channel: Channel }>('channel-create', {
      type: 'direct',
      users: [bob.id],
    });
    const text = `hello ${randomUUID()}`;
    await onChannels.does('message-send', { channelId: channel.id, text, clientId: randomUUID() });
    const { data } = await onCasamsa.next(
      'new_message',
      ({ message }) => (message as { text: string }).text === text,
    );
    expect(data.message).to.deep.include({ chat: channel.id, text, is_read: false, attached_files: [] });

    const answer = await onCasamsa.ask('send_message', { chat: channel.id, text: 'yes, hello' });
    expect(answer.type).to.equal('message_created');
    const arrived = await onChannels.next('message-created', (message) => message.text === 'yes, hello');
    expect(arrived.data).to.deep.include({ channelId: channel.id, text: 'yes, hello' });
    expect((arrived.data.author as { id: number }).id).to.equal(bob.id);
    expect(arrived.data.id).to.equal((answer.data.message as { id: number }).id);
  });

  it('find what they said in the history of the third door', async () => {
    const { channel } = await onChannels.does<{ channel: Channel }>('channel-create', {
      type: 'direct',
      users: [bob.id],
    });
    const { status, body } = await rest(cluster.node(0).url, {
      path: `/rooms/${channel.id}/messages`,
      token: bob.token,
    });
    expect(status).to.equal(200);
    const items = body.items as { seq: number; text: string }[];
    expect(items.map(({ seq }) => seq)).to.deep.equal([...items.map(({ seq }) => seq)].sort((a, b) => b - a));
    expect(items[0]?.text).to.equal('yes, hello');
  });

  it('see when the other has read', async () => {
    const { channel } = await onChannels.does<{ channel: Channel }>('channel-create', {
      type: 'direct',
      users: [bob.id],
    });
    const { message } = await onChannels.does<{ message: { id: number; seq: number } }>('message-send', {
      channelId: channel.id,
      text: 'read me',
    });
    expect((await onCasamsa.ask('read_messages', { chat: channel.id })).type).to.equal('messages_read');
    const { data } = await onChannels.next(
      'channel-read',
      ({ userId, readSeq }) => userId === bob.id && Number(readSeq) >= message.seq,
    );
    expect(data).to.deep.include({ channelId: channel.id, userId: bob.id });
    const own = await onCasamsa.next('messages_updated');
    expect(own.data.updates).to.deep.include({ id: message.id, fields: { is_read: true } });
  });
});
