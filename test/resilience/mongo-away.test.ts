import { randomUUID } from 'node:crypto';
import { freePort, OwnMongod } from '@crosstalk/testing';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import type { CasamsaClient } from '../harness/casamsa-client.js';
import { type Answer, ChannelsClient } from '../harness/channels-client.js';
import { Cluster } from '../harness/cluster.js';
import { startConversation } from '../harness/conversation.js';
import { eventually, within } from '../harness/deadline.js';
import { wholeHistory } from '../harness/history.js';
import { NodeProcess } from '../harness/node-process.js';
import { complaints, ops } from '../harness/ops.js';
import { type Person, rest } from '../harness/people.js';

/** What a person in front of a client still takes for an answer. */
const NOTICED_MS = 8_000;

interface Send {
  readonly channelId: number;
  readonly text: string;
  readonly clientId: string;
}

describe('MongoDB that goes away and comes back', () => {
  let mongo: OwnMongod;
  let cluster: Cluster;
  let late: NodeProcess | null = null;
  let ann: Person;
  let bob: Person;
  let annSocket: ChannelsClient;
  let bobSocket: CasamsaClient;
  let channelId: number;
  const unanswered: Send[] = [];
  const acknowledged: string[] = [];

  before(async () => {
    mongo = await OwnMongod.start();
    cluster = await Cluster.start({
      gateways: 2,
      worker: true,
      environment: { MONGODB_URL: mongo.urlOf('crosstalk') },
    });
    ({ ann, bob, annSocket, bobSocket, roomId: channelId } = await startConversation(cluster));
  });

  after(async () => {
    annSocket?.close();
    bobSocket?.close();
    if (late?.alive) await late.kill();
    await cluster?.stop();
    await mongo?.remove();
  });

  const newSend = (text: string): Send => ({ channelId, text, clientId: randomUUID() });
  const post = (send: Send): Promise<Answer> =>
    within(annSocket.ask('message-send', send), `the answer to «${send.text}»`, NOTICED_MS);
  const take = (send: Send, answer: Answer): void => {
    if (answer.ok) acknowledged.push(send.text);
    else {
      expect(answer.error?.code).to.equal('unavailable');
      unanswered.push(send);
    }
  };

  it('answers every send that is in flight at that moment, quickly', async () => {
    const senders = Array.from({ length: 8 }, async (_, sender) => {
      for (let index = 0; unanswered.length === 0; index += 1) {
        const send = newSend(`${sender}:${index}`);
        take(send, await post(send));
      }
    });
    await eventually('sends in full swing', () => acknowledged.length >= 100);
    await mongo.kill();
    await Promise.all(senders);
    expect(unanswered.length).to.be.above(0);
  });

  it('is said to be unavailable by every door, and by nothing else', async () => {
    const send = newSend('while it is away');
    take(send, await post(send));
    expect(unanswered).to.include(send);
    const opened = await within(
      annSocket.ask('channel-create', { type: 'group', users: [bob.id], title: 'half' }),
      'the answer to channel-create',
      NOTICED_MS,
    );
    expect(opened.error?.code).to.equal('unavailable');
    const raw = await within(
      bobSocket.ask('send_message', { chat: channelId, text: 'from Bob' }),
      'the answer to send_message',
      NOTICED_MS,
    );
    expect(raw).to.deep.include({ type: 'error' });
    expect(raw.data.type).to.equal('system_error');

    const requests = [
      { path: `/rooms/${channelId}/messages`, token: ann.token },
      { method: 'POST', path: `/rooms/${channelId}/messages`, token: ann.token, body: { text: 'by REST' } },
      { method: 'POST', path: '/auth/login', body: { email: ann.email, password: 'correct horse battery' } },
    ];
    const ask = (request: (typeof requests)[number]) =>
      within(rest(cluster.node(1).url, request), request.path, NOTICED_MS);
    const answers = await Promise.all(
      requests.map(async (request) => [request, await ask(request)] as const),
    );
    for (const [request, answer] of answers) {
      expect(answer.status, request.path).to.equal(503);
      expect(answer.contentType, request.path).to.contain('application/problem+json');
      expect(answer.body, request.path).to.deep.include({ status: 503, code: 'unavailable' });
    }
  });

  it('turns every node unready and ends none', async () => {
    const { worker } = cluster;
    for (const node of [...cluster.gateways, ...(worker ? [worker] : [])]) {
      const ready = await ops(node, '/readyz');
      expect(ready.status).to.equal(503);
      expect(ready.text, String(node.pid)).to.contain('mongodb');
      expect((await ops(node, '/healthz')).status).to.equal(200);
    }
    expect([...cluster.gateways, cluster.worker].map((node) => node?.alive)).to.deep.equal([
      true,
      true,
      true,
    ]);
  });

  it('is waited for by a gateway that starts meanwhile', async () => {
    const opsPort = await freePort();
    late = NodeProcess.launch('gateway', { ...cluster.environment, OPS_PORT: String(opsPort) });
    late.opsPort = opsPort;
    const node = late;
    await eventually('its operations port', () =>
      ops(node, '/healthz').then(
        ({ status }) => status === 200,
        () => false,
      ),
    );
    const ready = await ops(node, '/readyz');
    expect(ready.status).to.equal(503);
    expect(ready.text).to.match(/mongodb/i);
  });

  it('takes each message once when it is back, by whichever node', async () => {
    await mongo.resume();
    const onOther = await ChannelsClient.connect(cluster.node(1).url);
    await eventually('a session', async () => (await onOther.ask('auth', { data: ann.token })).ok);
    for (const send of unanswered) {
      const firstTry = await eventuallyAnswered(onOther, send);
      const secondTry = await annSocket.does<{ message: { id: number } }>('message-send', send);
      expect(secondTry.message.id).to.equal(firstTry.id);
    }
    onOther.close();
    const history = await wholeHistory(cluster.node(0).url, { roomId: channelId, token: ann.token });
    expect(history.map(({ text }) => text)).to.have.members([
      ...acknowledged,
      ...unanswered.map(({ text }) => text),
    ]);
    const seqs = history.map(({ seq }) => seq);
    expect(seqs).to.deep.equal([...new Set(seqs)].sort((a, b) => a - b));
  });

  it('was left with nothing half-done', async () => {
    const { body } = await rest(cluster.node(0).url, { path: '/rooms', token: ann.token });
    expect((body.items as { id: number }[]).map(({ id }) => id)).to.deep.equal([channelId]);
  });

  it('brings everything to the other node, live again, in order and once', async () => {
    const last = newSend('live again');
    await annSocket.does('message-send', last);
    await bobSocket.next('new_message', ({ message }) => (message as { text: string }).text === last.text);
    const history = await wholeHistory(cluster.node(0).url, { roomId: channelId, token: ann.token });
    const told = bobSocket.all('new_message').map(({ message }) => (message as { id: number }).id);
    expect(told).to.deep.equal(history.map(({ id }) => id));
  });

  it('makes every node ready again, the late one too', async () => {
    if (!late) throw new Error('no late gateway');
    await within(late.listening, 'the late gateway to listen');
    for (const node of [...cluster.gateways, late])
      await eventually('readiness', async () => (await ops(node, '/readyz')).status === 200);
    const socket = await ChannelsClient.connect(late.url, bob.token);
    expect((await socket.ask('channel-get', { channelId })).ok).to.equal(true);
    socket.close();
    expect(complaints([...cluster.gateways, cluster.worker, late])).to.deep.equal([]);
  });
});

/** Tries as a client does, until it is stored. */
async function eventuallyAnswered(client: ChannelsClient, send: Send): Promise<{ readonly id: number }> {
  let message: { readonly id: number } | null = null;
  await eventually(`«${send.text}» to be stored`, async () => {
    const answer = await client.ask('message-send', send);
    if (answer.ok) message = answer.message as { id: number };
    else expect(answer.error?.code).to.equal('unavailable');
    return answer.ok;
  });
  if (!message) throw new Error('unreachable');
  return message;
}
