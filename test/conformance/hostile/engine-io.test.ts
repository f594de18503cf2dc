import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { within } from '../../harness/deadline.js';
import { EngineClient } from '../../harness/engine-client.js';
import { HostileStage } from './hostile-stage.js';

/** Packets that are no Socket.IO: the library answers them by closing that one connection. */
const BROKEN: readonly (string | Buffer)[] = [
  'x',
  '9',
  '2probe',
  '4',
  '4x',
  '49["message-send",{}]',
  '42',
  '42not json',
  '42{"a":1}',
  '42[]',
  '42[{"$gt":0},{"channelId":CHAT,"text":"x"}]',
  '42[null]',
  '42["message-send",{"channelId":CHAT,"text":NaN}]',
  '42["connect",{}]',
  '42["disconnect",{}]',
  '42["newListener",{}]',
  '42/admin,["message-send",{"channelId":CHAT,"text":"x"}]',
  '43["x"]',
  '45-["message-send",{}]',
  '45999999999-["message-send",{"_placeholder":true,"num":0}]',
  '451-["message-send",{"text":{"_placeholder":true,"num":-1}}]',
  '451-["message-send",{"text":{"_placeholder":true,"num":"__proto__"}}]',
  '40{"token":"again"}',
  '41not-empty',
  `4${'2'.repeat(1_000)}`,
  `42${'['.repeat(100_000)}`,
  Buffer.from('42["message-send",{}]'),
  Buffer.alloc(0),
];

/** Packets that Socket.IO lets pass: nothing comes of them and the connection goes on. */
const HARMLESS: readonly string[] = [
  '3',
  '6',
  '430["x"]',
  '4399999999["x"]',
  '42["error",{}]',
  '42["error"]',
  '42[5,{}]',
  '40/admin,{"token":"x"}',
  '40/__proto__,',
  '42["message-send"]',
  '42["message-send",null]',
  '421["message-send",{"channelId":CHAT,"text":{"_placeholder":true,"num":0}}]',
];

describe('channels: packets that are no Socket.IO', () => {
  let stage: HostileStage;

  before(async () => {
    stage = await HostileStage.start();
  });

  after(async () => {
    await stage?.stop();
  });

  const connect = () => EngineClient.connect(stage.cluster.node(0).wsUrl, stage.mallory.token);
  const getChannel = (client: EngineClient) => client.ask('channel-get', stage.fill('{"channelId":CHAT}'), 7);

  for (const packet of BROKEN) {
    it(`closes at most the connection of ${nameOf(packet)}`, async () => {
      const client = await connect();
      client.send(typeof packet === 'string' ? stage.fill(packet) : packet);
      client.send(stage.fill('427["channel-get",{"channelId":CHAT}]'));
      const answer = client.next('an answer', (each) => each.startsWith('437['));
      await within(Promise.race([client.closed, answer]), 'the close or an answer');
      answer.catch(() => undefined);
      client.close();
      const next = await connect();
      expect((await getChannel(next)).ok).to.equal(true);
      next.close();
      await stage.expectUnharmed();
    });
  }

  it('goes on with a connection whose packets are of no use', async () => {
    const client = await connect();
    for (const packet of HARMLESS) {
      client.send(stage.fill(packet));
      expect((await getChannel(client)).ok, packet).to.equal(true);
      expect(client.socket.readyState, packet).to.equal(client.socket.OPEN);
      await stage.expectUnharmed();
    }
    client.close();
  });

  it('gives up a frame beyond every limit with its connection', async () => {
    const client = await connect();
    client.send(`42["message-send",{"text":"${'x'.repeat(25 * 1024 * 1024)}"}]`);
    await within(client.closed, 'the close');
    await stage.expectUnharmed();
  });

  it('answers polling that is no polling with plain HTTP', async () => {
    const { url } = stage.cluster.node(0);
    const open = await fetch(`${url}/socket.io/?EIO=4&transport=polling`);
    const { sid } = JSON.parse((await open.text()).slice(1)) as { sid: string };
    const requests: [string, RequestInit][] = [
      ['?EIO=4&transport=polling&sid=unknown', {}],
      ['?EIO=4&transport=carrier-pigeon', {}],
      ['?EIO=99&transport=polling', {}],
      ['?EIO=4&transport=__proto__', {}],
      ['?EIO=4&transport=polling', { method: 'DELETE' }],
    ];
    for (const [query, init] of requests) {
      const response = await fetch(`${url}/socket.io/${query}`, init);
      expect(response.status, query).to.equal(400);
      await response.text();
    }
    const broken = await fetch(`${url}/socket.io/?EIO=4&transport=polling&sid=${sid}`, {
      method: 'POST',
      body: '42not json\u001e9\u001e'.repeat(1_000),
    });
    expect(broken.status).to.be.below(500);
    await stage.expectUnharmed();
  });
});

function nameOf(packet: string | Buffer): string {
  if (typeof packet !== 'string') return `${packet.length} bytes`;
  return packet.slice(0, 70);
}
