import type { RoomId } from '@crosstalk/domain';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { direct, frame, openStage, told } from './stage.js';

const TEXTS = ['1', '2', '3', '4', '5'];

describe('consumer: order of sends', () => {
  it('posts the messages of a socket in the order of its frames although the first has to make the room', async () => {
    const { bench, ann, bob, connect } = await openStage();
    const [anns, bobs] = [await connect(ann), await connect(bob)];
    for (const message of TEXTS)
      anns.post(frame('new_message', { ...direct(ann, bob), message, reply_to: null }));
    await bench.settled();
    for (const socket of [anns, bobs]) {
      const messages = told(socket).map(({ content }) => [content.message, content.seq]);
      expect(messages).to.deep.equal(TEXTS.map((text, index) => [text, index + 1]));
    }
  });

  it('keeps the order between the names that one chat has', async () => {
    const { bench, useCases, ann, bob, connect } = await openStage();
    const { room } = await useCases.putProjectRoom(ann.actor, { projectId: 77, users: [bob.id] });
    const anns = await connect(ann);
    for (const [index, message] of TEXTS.entries()) {
      const chat =
        index % 2 === 0 ? { chat_type: 'project', chat_id: 77 } : { chat_type: 'group', chat_id: room.id };
      anns.post(frame('new_message', { ...chat, message }));
    }
    await bench.settled();
    expect(bench.ports.world.messagesOf(room.id).map(({ text }) => text)).to.deep.equal(TEXTS);
  });

  it('lets what is behind a first message find the room that it makes, and what is refused hold up nothing', async () => {
    const { bench, ann, bob, connect } = await openStage();
    const [anns, bobs] = [await connect(ann), await connect(bob)];
    const chat = direct(ann, bob);
    anns.post(
      frame('new_message', { chat_type: 'direct', chat_id: `${ann.id}_424242`, message: 'to nobody' }),
    );
    anns.post(frame('new_message', { ...chat, message: 'hi' }));
    anns.post(frame('user_typing', chat));
    await bench.settled();
    expect(told(anns).map(({ type }) => type)).to.have.members(['error', 'new_message']);
    expect(told(bobs).map(({ type }) => type)).to.have.members(['new_message', 'user_typing']);
  });

  for (const joins of [false, true]) {
    it(`confirms once to a socket that ${joins ? 'joins while it sends' : 'is not in the room'}`, async () => {
      const { bench, useCases, ann, bob, connect } = await openStage();
      const { room } = await useCases.createRoom(ann.actor, { type: 'direct', users: [bob.id] });
      const socket = await connect(ann);
      if (!joins) bench.audienceOf(`room:${room.id as RoomId}`).clear();
      // At the time of asking the socket is not there yet.
      Object.defineProperty(socket, 'receives', { value: () => false });
      await socket.say(frame('new_message', { ...direct(ann, bob), message: 'hi', client_id: 'k' }));
      const [first, ...more] = told(socket);
      expect(more).to.deep.equal([]);
      expect(first?.content).to.include({ ...direct(ann, bob), message: 'hi', client_id: 'k' });
    });
  }
});
