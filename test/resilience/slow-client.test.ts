import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { CasamsaClient } from '../harness/casamsa-client.js';
import { ChannelsClient } from '../harness/channels-client.js';
import { Cluster } from '../harness/cluster.js';
import { eventually, within } from '../harness/deadline.js';
import { complaints, metric } from '../harness/ops.js';
import { newPerson, type Person } from '../harness/people.js';

const CLOSED_TOTAL = 'crosstalk_slow_clients_closed_total';
const SLOW_CLIENT = 4409;
/** What a client sees that did not read on before the node lost its patience. */
const CUT_OFF = 1006;
/** The longest text there is, in characters of three bytes: a few hundred fill every buffer of the kernel. */
const LONG = '漢'.repeat(15_990);

interface Paused {
  readonly ws: { pause(): void; resume(): void };
}

describe('A client that stops reading in a busy room', () => {
  let cluster: Cluster;
  let ann: Person;
  let bob: Person;
  let sender: ChannelsClient;
  let other: ChannelsClient;
  let channelId: number;
  const sent: number[] = [];

  before(async () => {
    cluster = await Cluster.start({ gateways: 1, environment: { MAX_BUFFERED_BYTES: '65536' } });
    const { url } = cluster.node(0);
    const cid = await newPerson(url, 'Cid');
    [ann, bob] = await Promise.all([newPerson(url, 'Ann'), newPerson(url, 'Bob')]);
    sender = await ChannelsClient.connect(url, ann.token);
    other = await ChannelsClient.connect(url, cid.token);
    const { channel } = await sender.does<{ channel: { id: number } }>('channel-create', {
      type: 'group',
      users: [bob.id, cid.id],
      title: 'busy',
    });
    channelId = channel.id;
  });

  after(async () => {
    sender?.close();
    other?.close();
    await cluster?.stop();
  });

  const say = async (): Promise<void> => {
    const text = `${sent.length} ${LONG}`;
    const { message } = await sender.does<{ message: { seq: number } }>('message-send', { channelId, text });
    sent.push(message.seq);
  };

  /** Talks until the node has closed one more client of the dialect. */
  const talkUntilClosed = async (dialect: string): Promise<void> => {
    const closed = () => metric(cluster.node(0), CLOSED_TOTAL, `"${dialect}"`);
    const before = await closed();
    await eventually(`a ${dialect} client to be closed`, async () => {
      for (let index = 0; index < 10; index += 1) await say();
      return (await closed()) > before;
    });
    expect(await closed()).to.equal(before + 1);
  };

  it('is closed with a code of its own, on a raw WebSocket', async () => {
    const slow = await CasamsaClient.connect(cluster.node(0).wsUrl, bob.token);
    slow.socket.pause();
    await talkUntilClosed('casamsa');
    slow.socket.resume();
    expect(await within(slow.closed, 'the close')).to.be.oneOf([SLOW_CLIENT, CUT_OFF]);
    const before = slow.all('new_message').map(({ message }) => (message as { text: string }).text);
    expect(before.map((text) => parseInt(text, 10))).to.deep.equal(before.map((_, index) => index));
  });

  it('is closed on Socket.IO too, comes back and reads on without a gap', async () => {
    const slow = await ChannelsClient.connect(cluster.node(0).url, bob.token);
    const start = await slow.does<Sync>('sync', { channels: { [channelId]: 0 }, limit: 1 });
    let rev = start.channels[0]?.channel.rev ?? 0;
    const from = sent.length;
    const gone = new Promise<[string, { context?: { code?: number } } | undefined]>((resolve) =>
      slow.socket.once('disconnect', (reason, details) => resolve([reason, details as never])),
    );
    const { ws } = slow.socket.io.engine.transport as unknown as Paused;
    ws.pause();
    await talkUntilClosed('channels');
    ws.resume();
    const [reason, details] = await within(gone, 'the disconnect');
    expect(reason).to.equal('transport close');
    expect(details?.context?.code).to.be.oneOf([SLOW_CLIENT, CUT_OFF]);

    const got = slow.all('message-created').map((message) => Number(message.seq));
    rev = Number(slow.all('message-created').at(-1)?.rev ?? rev);
    const back = await ChannelsClient.connect(cluster.node(0).url, bob.token);
    for (let more = true; more; ) {
      const { channels } = await back.does<Sync>('sync', { channels: { [channelId]: rev }, limit: 50 });
      got.push(...(channels[0]?.changes.map(({ seq }) => seq) ?? []));
      rev = channels[0]?.rev ?? rev;
      more = channels[0]?.more ?? false;
    }
    expect(got).to.deep.equal(sent.slice(from));
    back.close();
  });

  it('keeps nobody else from getting everything in order', async () => {
    for (const client of [other, sender]) {
      await eventually('the last message', () => client.all('message-created').length >= sent.length);
      expect(client.all('message-created').map(({ seq }) => seq)).to.deep.equal(sent);
      expect(client.socket.connected).to.equal(true);
    }
    expect(complaints(cluster.gateways)).to.deep.equal([]);
  });
});

interface Sync {
  readonly channels: {
    readonly rev: number;
    readonly more: boolean;
    readonly changes: { readonly seq: number }[];
    readonly channel: { readonly rev: number };
  }[];
}
