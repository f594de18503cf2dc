import type { UserId } from '@crosstalk/domain';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { direct, frame, openStage, told } from './stage.js';

const PROJECT = { chat_type: 'project', chat_id: 77 };

describe('consumer: chats', () => {
  it('meet in one direct room when two people write first at once', async () => {
    const { bench, ann, bob, connect } = await openStage();
    const [anns, bobs] = [await connect(ann), await connect(bob)];
    const chat = direct(ann, bob);
    anns.post(frame('new_message', { ...chat, message: 'from ann', reply_to: null }));
    bobs.post(frame('new_message', { ...chat, message: 'from bob', reply_to: null }));
    await bench.settled();
    expect(bench.ports.world.rooms.size).to.equal(1);
    for (const socket of [anns, bobs]) {
      const messages = told(socket).map(({ content }) => content);
      expect(messages.map(({ message }) => message)).to.have.members(['from ann', 'from bob']);
      for (const each of messages) expect(each).to.include(chat);
    }
  });

  it('use the direct room that another door has made', async () => {
    const { bench, useCases, ann, bob, connect } = await openStage();
    const { room } = await useCases.createRoom(bob.actor, { type: 'direct', users: [ann.id] });
    const anns = await connect(ann);
    await anns.say(frame('user_typing', direct(ann, bob)));
    expect(told(anns)).to.deep.equal([]);
    await anns.say(frame('new_message', { ...direct(ann, bob), message: 'hi' }));
    expect(bench.ports.world.messagesOf(room.id).map(({ text }) => text)).to.deep.equal(['hi']);
    expect(bench.ports.world.rooms.size).to.equal(1);
  });

  it('are not made for somebody who is not there, nor for a message that is wrong', async () => {
    const { bench, ann, bob, connect } = await openStage();
    const anns = await connect(ann);
    const nobody = { chat_type: 'direct', chat_id: `${ann.id}_424242` };
    await anns.say(frame('new_message', { ...nobody, message: 'hi' }));
    expect(told(anns)[0]?.content).to.deep.include({
      code: 'not_found',
      fields: { chat_id: 'no such user' },
    });
    const wrong = [
      { message: ' ' },
      { message: 'hi', reply_to: 5 },
      { message: 'hi', client_id: 'a\u0000' },
      {},
    ];
    for (const content of wrong) {
      await anns.say(frame('new_message', { ...direct(ann, bob), ...content }));
      expect(told(anns)[0]?.content).to.include({ code: 'invalid' });
    }
    expect(bench.ports.world.rooms.size).to.equal(0);
  });

  it('of a project are its members’ only from when they come until they go, and who goes is told', async () => {
    const { useCases, ann, bob, eve, connect } = await openStage();
    const [anns, eves] = [await connect(ann), await connect(eve)];
    const put = (...users: UserId[]) => useCases.putProjectRoom(ann.actor, { projectId: 77, users });
    const say = async (message: string) => {
      await eves.say(frame('new_message', { ...PROJECT, message }));
      return told(eves).map(({ type, content }) => content.code ?? type);
    };
    await put(bob.id);
    expect(await say('too early')).to.deep.equal(['not_found']);
    await put(bob.id, eve.id);
    expect(await say('in time')).to.deep.equal(['new_message']);
    told(anns);
    await put(bob.id);
    expect(told(eves)).to.deep.equal([{ type: 'chat_removed', content: { ...PROJECT, reason: 'removed' } }]);
    expect(told(anns)).to.deep.equal([]);
    expect(await say('too late')).to.deep.equal(['not_found']);
    expect(told(anns)).to.deep.equal([]);
  });

  it('are named alike by their own name and by the id of their room', async () => {
    const { useCases, ann, bob, connect } = await openStage();
    const { room } = await useCases.putProjectRoom(ann.actor, { projectId: 77, users: [bob.id] });
    const [anns, bobs] = [await connect(ann), await connect(bob)];
    await anns.say(frame('new_message', { chat_type: 'group', chat_id: room.id, message: 'hi' }));
    for (const socket of [anns, bobs]) expect(told(socket)[0]?.content).to.include(PROJECT);
  });
});
