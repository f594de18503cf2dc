import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { CasamsaClient } from '../harness/casamsa-client.js';
import { ChannelsClient } from '../harness/channels-client.js';
import { Cluster } from '../harness/cluster.js';
import { eventually } from '../harness/deadline.js';
import { newPerson, type Person } from '../harness/people.js';

const SENDERS = 6;
const EACH = 40;

describe('Concurrent senders on both nodes and dialects', () => {
  let cluster: Cluster;
  let people: Person[];
  let channels: ChannelsClient[];
  let casamsa: CasamsaClient[];
  let room: number;

  before(async () => {
    cluster = await Cluster.start({ gateways: 2 });
    people = await Promise.all(
      Array.from({ length: SENDERS }, (_, index) => newPerson(cluster.node(index).url, `P${index}`)),
    );
    channels = await Promise.all(
      people.map((person, index) => ChannelsClient.connect(cluster.node(index).url, person.token)),
    );
    casamsa = await Promise.all(
      people.map((person, index) => CasamsaClient.connect(cluster.node(index + 1).wsUrl, person.token)),
    );
    const users = people.slice(1).map(({ id }) => id);
    const answer = await channels[0]?.does<{ channel: { id: number } }>('channel-create', {
      type: 'group',
      users,
      title: 'all',
    });
    room = answer?.channel.id ?? 0;
    await Promise.all(channels.map((client) => client.next('channel-created')));
    await Promise.all(casamsa.slice(1).map((client) => client.next('new_chat')));
  });

  after(async () => {
    for (const client of [...channels, ...casamsa]) client.close();
    await cluster?.stop();
  });

  it('give every client the same messages in the same order, once', async () => {
    const sends = channels.map(async (client, sender) => {
      const answers: Promise<unknown>[] = [];
      for (let index = 0; index < EACH; index += 1) {
        const text = `${sender}:${index}`;
        if (index % 2 === 0)
          answers.push(client.does('message-send', { channelId: room, text, clientId: randomUUID() }));
        else casamsa[sender]?.send({ method: 'send_message', args: { chat: room, text } });
        await new Promise(setImmediate);
      }
      await Promise.all(answers);
    });
    await Promise.all(sends);

    const total = SENDERS * EACH;
    const seqsOf = (client: ChannelsClient): number[] =>
      client.all('message-created').map(({ seq }) => Number(seq));
    const textsOf = (client: CasamsaClient): string[] =>
      client.log.all
        .filter(({ type }) => type === 'new_message' || type === 'message_created')
        .map(({ data }) => (data.message as { text: string }).text);
    await eventually(
      'every message at every client',
      () =>
        channels.every((client) => seqsOf(client).length >= total) &&
        casamsa.every((client) => textsOf(client).length >= total),
    );

    const expected = Array.from({ length: total }, (_, index) => index + 1);
    const texts = channels[0]?.all('message-created').map(({ text }) => String(text)) ?? [];
    for (const client of channels) expect(seqsOf(client)).to.deep.equal(expected);
    for (const client of casamsa) expect(textsOf(client)).to.deep.equal(texts);
    expect(new Set(texts).size).to.equal(total);
  });

  it('keep the order in which each socket sent', async () => {
    const texts = channels[0]?.all('message-created').map(({ text }) => String(text)) ?? [];
    for (let sender = 0; sender < SENDERS; sender += 1) {
      for (const parity of [0, 1]) {
        const mine = texts
          .map((text) => text.split(':').map(Number))
          .filter(([from, index]) => from === sender && Number(index) % 2 === parity);
        const indexes = mine.map(([, index]) => Number(index));
        expect(indexes).to.deep.equal([...indexes].sort((a, b) => a - b));
        expect(indexes.length).to.equal(EACH / 2);
      }
    }
  });
});
