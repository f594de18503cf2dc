import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { ChannelsClient } from '../../harness/channels-client.js';
import { EngineClient } from '../../harness/engine-client.js';
import { HOSTILE_EVENTS } from './channels-events.js';
import { HostileStage } from './hostile-stage.js';

describe('channels: hostile events on the wire', () => {
  let stage: HostileStage;
  let client: EngineClient;
  let asked = 0;

  before(async () => {
    stage = await HostileStage.start();
    client = await EngineClient.connect(stage.cluster.node(0).wsUrl, stage.mallory.token);
  });

  after(async () => {
    client?.close();
    await stage?.stop();
  });

  const ask = (event: string, payload: string) => {
    asked += 1;
    return client.ask(event, stage.fill(payload), asked);
  };
  const stillWorks = async (): Promise<void> => {
    expect((await ask('channel-get', '{"channelId":CHAT}')).ok).to.equal(true);
  };

  // One connection for all of them: each finds it as its predecessors have left it.
  for (const [event, payload, code, field] of HOSTILE_EVENTS) {
    const title = `${event.slice(0, 30)} ${payload.slice(0, 70)}`;
    it(`answers ${title} with ${code} ${field ?? ''}`, async () => {
      const seen = client.log.all.length;
      const answer = await ask(JSON.parse(`"${event}"`) as string, payload);
      expect(answer.ok).to.equal(false);
      const error = answer.error as { code: string; message: string; fields?: object };
      expect(error.code).to.equal(code);
      const wanted = field === undefined ? [] : [stage.fill(field)];
      expect(Object.keys(error.fields ?? {})).to.deep.equal(wanted);
      expect(error.message.length).to.be.within(1, 1_000);
      expect(error.message).to.not.match(/mongo|redis|node_modules|\.[jt]s:\d+/i);
      const told = client.log.all.slice(seen).filter((packet) => packet.startsWith('42["socket-api-error'));
      expect(told.length).to.equal(1);
      expect(told[0]).to.contain(`"code":"${code}"`);
      await stillWorks();
      await stage.expectUnharmed();
    });
  }

  it('tells an error twice where the request has a transaction, and keeps to its names', async () => {
    await ask('message-send', '{"transaction":"__proto__","channelId":0,"text":"x"}');
    const packet = await client.next('the second event', (each) =>
      each.includes('socket-api-error-__proto__'),
    );
    expect(JSON.parse(packet.slice(2))).to.deep.equal([
      'socket-api-error-__proto__',
      'channelId: must be a positive integer below 2^53',
    ]);
    await stage.expectUnharmed();
  });

  it('takes no bytes for text, from a client that sends attachments', async () => {
    const real = await ChannelsClient.connect(stage.cluster.node(0).url, stage.mallory.token);
    const wrong: [object, string][] = [
      [{ channelId: stage.chat, text: Buffer.from('binary') }, 'text'],
      [{ channelId: Buffer.from([1]), text: 'x' }, 'channelId'],
      [{ channelId: stage.chat, text: 'x', fileIds: [Buffer.alloc(8)] }, 'fileIds.0'],
      [{ channelId: stage.chat, text: 'x', clientId: new Uint8Array(4) }, 'clientId'],
      [{ channelId: Number.NaN, text: 'x' }, 'channelId'],
      [{ channelId: Number.POSITIVE_INFINITY, text: 'x' }, 'channelId'],
      [{ channelId: stage.chat, text: undefined }, 'text'],
    ];
    for (const [payload, field] of wrong) {
      const answer = await real.ask('message-send', payload);
      expect(answer.error?.code).to.equal('invalid');
      expect(Object.keys(answer.error?.fields ?? {})).to.deep.equal([field]);
    }
    const several = await real.socket.emitWithAck('message-send', 'x', { channelId: stage.chat, text: 'x' });
    expect(several.error.fields).to.have.property('data');
    expect((await real.ask('channel-get', { channelId: stage.chat })).ok).to.equal(true);
    real.close();
    await stage.expectUnharmed();
  });

  it('executes nothing for who has not said who it is, and sends nothing but errors', async () => {
    const stranger = await EngineClient.open(stage.cluster.node(0).wsUrl);
    stranger.send('40');
    await stranger.next('connected', (packet) => packet.startsWith('40{'));
    let id = 0;
    for (const [event, payload] of HOSTILE_EVENTS.filter(([each]) => each !== 'auth').slice(-30)) {
      id += 1;
      const answer = await stranger.ask(event, stage.fill(payload), id);
      expect(answer.ok).to.equal(false);
    }
    const sent = await stranger.ask('message-send', stage.fill('{"channelId":CHAT,"text":"x"}'), 1_000);
    expect((sent.error as { code: string }).code).to.equal('unauthenticated');
    const others = stranger.log.all.filter((packet) => !/^(0\{|40\{|43|42\["socket-api-error)/.test(packet));
    expect(others).to.deep.equal([]);
    stranger.close();
    await stage.expectUnharmed();
  });
});
