import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import WebSocket from 'ws';
import { CasamsaClient } from '../harness/casamsa-client.js';
import { ChannelsClient } from '../harness/channels-client.js';
import { Cluster } from '../harness/cluster.js';
import { eventually, within } from '../harness/deadline.js';
import { wholeHistory } from '../harness/history.js';
import { complaints, ops } from '../harness/ops.js';
import { newPerson, type Person } from '../harness/people.js';
import { TcpSwitch } from '../harness/tcp-switch.js';

const MOVERS = 6;
const DRAIN_SECONDS = 4;
const SERVICE_RESTART = 1012;

describe('A gateway that is told to end', () => {
  let cluster: Cluster;
  let balancer: TcpSwitch;
  let people: Person[];
  let movers: ChannelsClient[];
  let watcher: ChannelsClient;
  let stayer: Person;
  let raw: CasamsaClient[];
  let channelId: number;
  const acknowledged = new Map<string, string>();
  const reasons: string[] = [];
  let isOver = false;

  before(async () => {
    cluster = await Cluster.start({
      gateways: 2,
      environment: { DRAIN_SECONDS: String(DRAIN_SECONDS) },
    });
    balancer = await TcpSwitch.start(cluster.node(0).port);
    people = await Promise.all(
      Array.from({ length: MOVERS }, (_, index) => newPerson(cluster.node(index).url, `P${index}`)),
    );
    stayer = await newPerson(cluster.node(1).url, 'Stayer');
    const owner = await newPerson(cluster.node(1).url, 'Owner');
    watcher = await ChannelsClient.connect(cluster.node(1).url, owner.token);
    const users = [...people, stayer].map(({ id }) => id);
    const { channel } = await watcher.does<{ channel: { id: number } }>('channel-create', {
      type: 'group',
      users,
      title: 'moving',
    });
    channelId = channel.id;
    movers = await Promise.all(
      people.map(({ token }) => ChannelsClient.connect(balancer.url, token, { reconnection: true })),
    );
    for (const { socket } of movers) socket.on('disconnect', (reason) => reasons.push(reason));
    // Told to move last, so that their grace ends after everybody else's.
    raw = [];
    for (const token of [people[0]?.token, stayer.token])
      raw.push(await CasamsaClient.connect(cluster.node(0).wsUrl, token));
    await watcher.does('presence-subscribe', { users });
    await eventually('everybody online', () => users.every((id) => isOnline(id)));
  });

  after(async () => {
    isOver = true;
    for (const client of [...(movers ?? []), ...(raw ?? []), watcher]) client?.close();
    balancer?.close();
    await cluster?.stop();
  });

  const isOnline = (userId: number): boolean =>
    watcher
      .all('presence')
      .filter((data) => data.userId === userId)
      .at(-1)?.online === true;

  /** Sends until it is told to stop; what got no answer is sent again, as a client does that was cut off. */
  const storm = async (mover: ChannelsClient): Promise<void> => {
    for (let send = newSend(); !isOver; ) {
      const answer = await mover.socket
        .timeout(5_000)
        .emitWithAck('message-send', send)
        .catch(() => null);
      if (!answer?.ok) continue;
      acknowledged.set(send.clientId, send.text);
      send = newSend();
    }
  };
  const newSend = () => ({ channelId, text: `m ${randomUUID()}`, clientId: randomUUID() });

  it('turns unready, refuses who comes, sends everybody away in words they understand, and ends with 0', async () => {
    const node = cluster.node(0);
    const storms = movers.map((mover) => storm(mover));
    await eventually('sends in full swing', () => acknowledged.size >= 100);
    const back = movers.map(({ socket }) => new Promise((resolve) => socket.io.once('reconnect', resolve)));

    balancer.to = cluster.node(1).port;
    node.signal('SIGTERM');
    await eventually('unready', async () => (await ops(node, '/readyz')).status === 503);
    expect((await ops(node, '/readyz')).text).to.contain('draining');
    expect((await ops(node, '/healthz')).status).to.equal(200);
    expect(await refusalOf(`${node.wsUrl}/ws/chat/`)).to.equal(503);
    expect(await refusalOf(`${node.wsUrl}/socket.io/?EIO=4&transport=websocket`)).to.equal(503);
    const polling = await fetch(`${node.url}/socket.io/?EIO=4&transport=polling`);
    expect(polling.status).to.equal(503);
    expect(polling.headers.get('retry-after')).to.equal('1');

    const codes = await within(Promise.all(raw.map(({ closed }) => closed)), 'the close of raw clients');
    expect(codes).to.deep.equal(raw.map(() => SERVICE_RESTART));
    await within(Promise.all(back), 'everybody to be connected again');
    expect(reasons).to.deep.equal(movers.map(() => 'transport close'));
    expect(await within(node.exited, 'the exit')).to.equal(0);
    const soFar = acknowledged.size;
    await eventually('sends on the other node', () => acknowledged.size > soFar + 20);
    isOver = true;
    await Promise.all(storms);
    expect(complaints(cluster.gateways)).to.deep.equal([]);
  });

  it('has lost and doubled nothing', async () => {
    const history = await wholeHistory(cluster.node(1).url, {
      roomId: channelId,
      token: people[0]?.token ?? '',
    });
    const stored = new Map(history.map((item) => [item.client_id, item.text]));
    for (const [clientId, text] of acknowledged) expect(stored.get(clientId)).to.equal(text);
    expect(stored.size).to.equal(history.length);
    await eventually(
      'every message at the watcher',
      () => watcher.all('message-created').length >= history.length,
    );
    expect(watcher.all('message-created').map(({ id }) => id)).to.deep.equal(history.map(({ id }) => id));
  });

  it('lets those flicker who do not come back, and nobody else', async () => {
    await watcher.next('presence', ({ userId, online }) => userId === stayer.id && online === false);
    const offline = watcher
      .all('presence')
      .slice(MOVERS + 1)
      .filter(({ online }) => !online);
    expect(offline.map(({ userId }) => userId)).to.deep.equal([stayer.id]);
  });
});

/** Status of the answer to an upgrade that is refused. */
async function refusalOf(url: string): Promise<number | undefined> {
  const socket = new WebSocket(url);
  const refused = once(socket, 'unexpected-response');
  socket.on('error', () => undefined);
  const [, response] = (await within(refused, `the refusal of ${url}`)) as [unknown, { statusCode?: number }];
  socket.terminate();
  return response.statusCode;
}
