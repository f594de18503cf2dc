import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { CasamsaClient } from '../../harness/casamsa-client.js';
import { within } from '../../harness/deadline.js';
import { HOSTILE_FRAMES } from './casamsa-frames.js';
import { HostileStage } from './hostile-stage.js';

/** RFC 6455, section 7.4.1. */
const INVALID_PAYLOAD = 1007;
const TOO_BIG = 1009;

describe('casamsa: hostile frames on the wire', () => {
  let stage: HostileStage;
  let client: CasamsaClient;

  before(async () => {
    stage = await HostileStage.start();
    client = await CasamsaClient.connect(stage.cluster.node(0).wsUrl, stage.mallory.token);
    await stillWorks();
    // The one message there is has been read: nothing more comes of reading it.
    await client.next('messages_updated');
  });

  after(async () => {
    client?.close();
    await stage?.stop();
  });

  const stillWorks = async (): Promise<void> => {
    const answer = await client.ask('read_messages', { chat: stage.chat });
    expect(answer.type).to.equal('messages_read');
  };

  // One connection for all of them: each finds it as its predecessors have left it.
  for (const [frame, type, field] of HOSTILE_FRAMES) {
    it(`answers ${frame.slice(0, 90) || 'an empty frame'} with ${type} ${field ?? ''}`, async () => {
      const before = client.log.all.length;
      client.send(stage.fill(frame));
      const { data } = await client.next('error');
      expect(data.type).to.equal(type);
      expect(Object.keys((data.fields as object | undefined) ?? {})).to.deep.equal(field ? [field] : []);
      expect(String(data.detail).length).to.be.within(1, 1_000);
      expect(data.detail).to.not.match(/mongo|redis|node_modules|\.[jt]s:\d+/i);
      await stillWorks();
      expect(client.log.all.slice(before).map((each) => each.type)).to.deep.equal(['error', 'messages_read']);
      await stage.expectUnharmed();
    });
  }

  it('answers binary frames, whatever is in them', async () => {
    const request = stage.fill('{"method":"send_message","args":{"chat":CHAT,"text":"binary"}}');
    for (const bytes of [Buffer.alloc(0), Buffer.from(request), Buffer.alloc(1024 * 1024, 0xff)]) {
      client.socket.send(bytes, { binary: true });
      expect((await client.next('error')).data.type).to.equal('system_error');
    }
    await stillWorks();
    await stage.expectUnharmed();
  });

  it('executes nothing for who has not said who it is', async () => {
    const stranger = await CasamsaClient.connect(stage.cluster.node(0).wsUrl);
    for (const method of ['send_message', 'create_chat', 'read_messages', 'update_chat', 'add_to_chat']) {
      const { type, data } = await stranger.ask(method, {
        chat: stage.chat,
        text: 'x',
        title: 'x',
        users: [stage.bob.id],
      });
      expect([type, data.type], method).to.deep.equal(['error', 'authorization_error']);
    }
    stranger.close();
    await stage.expectUnharmed();
  });

  it('closes only the connection on which the frames themselves are broken', async () => {
    const { wsUrl } = stage.cluster.node(0);
    const notUtf8 = await CasamsaClient.connect(wsUrl, stage.mallory.token);
    notUtf8.socket.send(Buffer.from([0x22, 0xff, 0xfe, 0x22]), { binary: false });
    expect(await within(notUtf8.closed, 'the close')).to.equal(INVALID_PAYLOAD);
    const huge = await CasamsaClient.connect(wsUrl, stage.mallory.token);
    huge.socket.send('x'.repeat(25 * 1024 * 1024));
    expect(await within(huge.closed, 'the close')).to.equal(TOO_BIG);
    await stillWorks();
    await stage.expectUnharmed();
  });

  it('keeps a flood of wrong frames in order and answers each', async () => {
    const before = client.log.all.filter(({ type }) => type === 'error').length;
    for (let index = 0; index < 500; index += 1) {
      const key = { event_response_key: index };
      client.send({ method: 'send_message', args: { chat: { $gt: index }, text: 'x', ...key } });
    }
    await stillWorks();
    const answers = client.log.all.filter(({ type }) => type === 'error').slice(before);
    expect(answers.map(({ data }) => data.event_response_key)).to.deep.equal(
      Array.from({ length: 500 }, (_, index) => index),
    );
    await stage.expectUnharmed();
  });
});
