import { expect } from 'chai';
import { describe, it } from 'mocha';
import { DialectBench } from '../../../../test/conformance/bench/dialect-bench.js';
import { casamsa } from '../src/dialect.js';

describe('casamsa: order of sends', () => {
  it('posts the messages of a socket in the order of its frames, files or not', async () => {
    const { bench, ann, room } = await twoPeople();
    const socket = bench.connect();
    await socket.greet(ann.token);
    const files = [{ name: 'a', data: 'aGk=' }];
    const sends = [{ text: '1' }, { text: '2', files }, { text: '3' }, { text: '4', files }, { text: '5' }];
    for (const send of sends) {
      const args = { chat: room.id, ...send };
      socket.post({ kind: 'text', text: JSON.stringify({ method: 'send_message', args }) });
    }
    await bench.settled();
    const texts = bench.ports.world.messagesOf(room.id).map(({ text }) => text);
    expect(texts).to.deep.equal(['1', '2', '3', '4', '5']);
    const answers = socket.take() as { type: string; data: { message: { text: string } } }[];
    expect(answers.map(({ type, data }) => `${type} ${data.message.text}`)).to.deep.equal(
      ['1', '2', '3', '4', '5'].map((text) => `message_created ${text}`),
    );
  });

  for (const joins of [false, true]) {
    it(`answers once a socket that ${joins ? 'joins while it sends' : 'is not in the room'}`, async () => {
      const { bench, ann, room } = await twoPeople();
      const socket = bench.connect();
      await socket.greet(ann.token);
      if (!joins) bench.audienceOf(`room:${room.id}`).clear();
      // At the time of asking the socket is not there yet.
      Object.defineProperty(socket, 'receives', { value: () => false });
      const args = { chat: room.id, text: 'hi', event_response_key: 'k' };
      await socket.say({ kind: 'text', text: JSON.stringify({ method: 'send_message', args }) });
      const answers = socket.take() as { type: string; data: { event_response_key: string } }[];
      expect(answers.map(({ type, data }) => `${type} ${data.event_response_key}`)).to.deep.equal([
        'message_created k',
      ]);
    });
  }
});

async function twoPeople() {
  const bench = new DialectBench(casamsa);
  const [ann, bob] = [await bench.person('ann'), await bench.person('bob')];
  const { room } = await bench.useCases.createRoom(
    { userId: ann.user.id, tenant: ann.user.tenant, scopes: [] },
    { type: 'direct', users: [bob.user.id] },
  );
  return { bench, ann, room };
}
