import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { CasamsaClient } from '../harness/casamsa-client.js';
import { ChannelsClient } from '../harness/channels-client.js';
import { Cluster } from '../harness/cluster.js';
import { newPerson, type Person, rest } from '../harness/people.js';

const MISSING = 987_654_321;

describe('A room', () => {
  let cluster: Cluster;
  let ann: Person;
  let bob: Person;
  let eve: Person;
  let annSocket: ChannelsClient;
  let channelId: number;

  before(async () => {
    cluster = await Cluster.start({ gateways: 2 });
    [ann, bob, eve] = (await Promise.all(
      ['Ann', 'Bob', 'Eve'].map((name, index) => newPerson(cluster.node(index).url, name)),
    )) as [Person, Person, Person];
    annSocket = await ChannelsClient.connect(cluster.node(0).url, ann.token);
    const { channel } = await annSocket.does<{ channel: { id: number } }>('channel-create', {
      type: 'group',
      users: [bob.id],
      title: 'ours',
    });
    channelId = channel.id;
  });

  after(async () => {
    annSocket?.close();
    await cluster?.stop();
  });

  it('answers an outsider as if it did not exist, on every door', async () => {
    const { message } = await annSocket.does<{ message: { id: number } }>('message-send', {
      channelId,
      text: 'private',
    });
    const socket = await ChannelsClient.connect(cluster.node(1).url, eve.token);
    const requests: [string, (id: number) => object][] = [
      ['channel-get', (id) => ({ channelId: id })],
      ['message-send', (id) => ({ channelId: id, text: 'let me in' })],
      ['messages-history', (id) => ({ channelId: id })],
      ['channel-read', (id) => ({ channelId: id })],
      ['members-add', (id) => ({ channelId: id, users: [eve.id] })],
      ['channel-delete', (id) => ({ channelId: id })],
      ['channel-leave', (id) => ({ channelId: id })],
      ['typing', (id) => ({ channelId: id, on: true })],
    ];
    for (const [event, data] of requests) {
      const [foreign, missing] = await Promise.all([
        socket.ask(event, data(channelId)),
        socket.ask(event, data(MISSING)),
      ]);
      expect(foreign, event).to.deep.equal(missing);
      expect(foreign.error?.code, event).to.equal('not_found');
    }
    for (const [event, data] of [
      ['message-edit', { text: 'x' }],
      ['message-delete', {}],
      ['message-react', { emoji: '👍', on: true }],
    ] as const) {
      const [foreign, missing] = await Promise.all([
        socket.ask(event, { ...data, messageId: message.id }),
        socket.ask(event, { ...data, messageId: MISSING }),
      ]);
      expect(foreign, event).to.deep.equal(missing);
    }
    socket.close();

    const raw = await CasamsaClient.connect(cluster.node(0).wsUrl, eve.token);
    for (const method of [
      'send_message',
      'read_messages',
      'update_chat',
      'add_to_chat',
      'remove_from_chat',
    ]) {
      const args = { text: 'x', title: 'x', users: [eve.id] };
      const [foreign, missing] = await Promise.all([
        raw.ask(method, { ...args, chat: channelId }),
        raw.ask(method, { ...args, chat: MISSING }),
      ]);
      expect(foreign.type, method).to.equal('error');
      expect(foreign.data.type, method).to.equal('access_error');
      expect(foreign.data.detail, method).to.equal(missing.data.detail);
    }
    raw.close();

    for (const path of ['', '/messages']) {
      const [foreign, missing] = await Promise.all(
        [channelId, MISSING].map((id) =>
          rest(cluster.node(1).url, { path: `/rooms/${id}${path}`, token: eve.token }),
        ),
      );
      expect(foreign?.status).to.equal(404);
      expect({ ...foreign?.body, instance: '' }).to.deep.equal({ ...missing?.body, instance: '' });
    }
  });

  it('sends nothing to a member who was removed on another node', async () => {
    const bobSocket = await ChannelsClient.connect(cluster.node(1).url, bob.token);
    const second = await ChannelsClient.connect(cluster.node(0).url, bob.token);
    await annSocket.does('message-send', { channelId, text: 'still here' });
    for (const socket of [bobSocket, second])
      await socket.next('message-created', ({ text }) => text === 'still here');
    await annSocket.does('members-remove', { channelId, users: [bob.id] });
    await annSocket.does('message-send', { channelId, text: 'he is gone' });
    for (const socket of [bobSocket, second]) {
      await socket.next('channel-removed');
      const answer = await socket.ask('message-send', { channelId, text: 'am I?' });
      expect(answer.error?.code).to.equal('not_found');
      expect(socket.all('message-created').map(({ text }) => text)).to.deep.equal(['still here']);
      socket.close();
    }
  });
});
