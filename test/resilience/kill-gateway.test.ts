import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { ChannelsClient } from '../harness/channels-client.js';
import { Cluster } from '../harness/cluster.js';
import { eventually } from '../harness/deadline.js';
import { wholeHistory } from '../harness/history.js';
import { newPerson, type Person } from '../harness/people.js';

const SENDERS = 8;

interface Sent {
  readonly clientId: string;
  readonly text: string;
  readonly seq: number;
}

describe('A gateway that is killed in a storm of sends', () => {
  let cluster: Cluster;
  let people: Person[];
  let watcher: ChannelsClient;
  let room: number;

  before(async () => {
    cluster = await Cluster.start({ gateways: 2, worker: true });
    people = await Promise.all(
      Array.from({ length: SENDERS }, (_, index) => newPerson(cluster.node(1).url, `P${index}`)),
    );
    watcher = await ChannelsClient.connect(cluster.node(1).url, people[0]?.token);
    const users = people.slice(1).map(({ id }) => id);
    const { channel } = await watcher.does<{ channel: { id: number } }>('channel-create', {
      type: 'group',
      users,
      title: 'storm',
    });
    room = channel.id;
  });

  after(async () => {
    watcher?.close();
    await cluster?.stop();
  });

  it('loses nothing that it acknowledged, doubles nothing that is retried elsewhere, and keeps the order', async () => {
    const acknowledged: Sent[] = [];
    const unanswered: { clientId: string; text: string; sender: number }[] = [];
    const sockets = await Promise.all(
      people.map(({ token }) => ChannelsClient.connect(cluster.node(0).url, token)),
    );
    const storms = sockets.map(async (socket, sender) => {
      for (let index = 0; socket.socket.connected; index += 1) {
        const clientId = randomUUID();
        const text = `${sender}:${index}`;
        const gone = new Promise<null>((resolve) => socket.socket.once('disconnect', () => resolve(null)));
        const answer = await Promise.race([
          socket.does<{ message: Sent }>('message-send', { channelId: room, text, clientId }),
          gone,
        ]);
        if (answer) acknowledged.push({ clientId, text, seq: answer.message.seq });
        else unanswered.push({ clientId, text, sender });
      }
    });
    await eventually('the storm to be in full swing', () => acknowledged.length >= 300);
    await cluster.node(0).kill();
    await Promise.all(storms);
    expect(unanswered.length).to.be.above(0);

    const retries = await Promise.all(
      people.map(({ token }) => ChannelsClient.connect(cluster.node(1).url, token)),
    );
    for (const { sender, text, clientId } of unanswered) {
      const answer = await retries[sender]?.does<{ message: Sent }>('message-send', {
        channelId: room,
        text,
        clientId,
      });
      acknowledged.push({ clientId, text, seq: answer?.message.seq ?? 0 });
    }
    for (const socket of retries) socket.close();

    const history = await wholeHistory(cluster.node(1).url, { roomId: room, token: people[0]?.token ?? '' });
    const stored = new Map(history.map((item) => [item.client_id, item]));
    for (const { clientId, text, seq } of acknowledged)
      expect(stored.get(clientId)).to.deep.include({ text, seq });
    expect(history.length).to.equal(acknowledged.length);
    expect(new Set(history.map(({ text }) => text)).size).to.equal(history.length);
    const seqs = history.map(({ seq }) => seq);
    expect(seqs).to.deep.equal([...new Set(seqs)].sort((a, b) => a - b));
    for (let sender = 0; sender < SENDERS; sender += 1) {
      const indexes = history
        .map(({ text }) => text.split(':').map(Number))
        .filter(([from]) => from === sender)
        .map(([, index]) => Number(index));
      expect(indexes).to.deep.equal([...indexes].sort((a, b) => a - b));
    }
  });

  it('leaves the members on the other node with every message, in order and once', async () => {
    const history = await wholeHistory(cluster.node(1).url, { roomId: room, token: people[0]?.token ?? '' });
    await eventually(
      'every message at the watcher',
      () => watcher.all('message-created').length >= history.length,
    );
    expect(watcher.all('message-created').map(({ seq }) => seq)).to.deep.equal(history.map(({ seq }) => seq));
  });
});
