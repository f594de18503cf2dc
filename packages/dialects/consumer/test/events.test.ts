import { ChatError, type Presence, presenceChannel, roomChannel } from '@crosstalk/domain';
import { buildMessageView } from '@crosstalk/testing';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { errorFrame } from '../src/errors.js';
import { direct, frame, openStage, told } from './stage.js';

describe('consumer: what happens elsewhere', () => {
  it('shows files of other doors as an addition, and nothing of edits and reactions', async () => {
    const { useCases, ann, bob, connect } = await openStage();
    const { room } = await useCases.createRoom(ann.actor, { type: 'direct', users: [bob.id] });
    const bobs = await connect(bob);
    const [file] = await useCases.storeFiles(ann.actor, [{ name: 'a.txt', bytes: Uint8Array.of(1, 2) }]);
    const posted = await useCases.postMessage(ann.actor, { roomId: room.id, fileIds: file ? [file.id] : [] });
    const messageId = posted.message.id;
    await useCases.editMessage(ann.actor, { messageId, text: 'see' });
    await useCases.reactToMessage(ann.actor, { messageId, emoji: '👍', on: true });
    const [first, ...more] = told(bobs);
    expect(more).to.deep.equal([]);
    expect(first?.content).to.deep.include({
      ...direct(ann, bob),
      id: messageId,
      message: '',
      files: [
        {
          id: file?.id,
          name: 'a.txt',
          url: `https://chat.example/files/${file?.id}/content?signed`,
          size: 2,
          content_type: file?.contentType,
        },
      ],
    });
  });

  it('tells what was read elsewhere with the newest message that became read', async () => {
    const { useCases, ann, bob, connect } = await openStage();
    const { room } = await useCases.createRoom(ann.actor, { type: 'direct', users: [bob.id] });
    for (const text of ['one', 'two']) await useCases.postMessage(ann.actor, { roomId: room.id, text });
    const { message: own } = await useCases.postMessage(bob.actor, { roomId: room.id, text: 'three' });
    const anns = await connect(ann);
    await useCases.markRead(bob.actor, { roomId: room.id, seq: 2 });
    const [read] = told(anns);
    expect(read?.content).to.include({ ...direct(ann, bob), user_id: bob.id });
    expect(read?.content.message_id).to.not.equal(own.id);
    // The mark over one's own message is nobody's news.
    await useCases.markRead(bob.actor, { roomId: room.id });
    expect(told(anns)).to.deep.equal([]);
  });

  it('names the message that a reader named even when it is the reader’s own', async () => {
    const { useCases, ann, bob, connect } = await openStage();
    const { room } = await useCases.createRoom(ann.actor, { type: 'direct', users: [bob.id] });
    await useCases.postMessage(ann.actor, { roomId: room.id, text: 'one' });
    const { message } = await useCases.postMessage(bob.actor, { roomId: room.id, text: 'two' });
    const [anns, bobs] = [await connect(ann), await connect(bob)];
    await bobs.say(frame('message_read', { ...direct(ann, bob), message_id: message.id }));
    for (const socket of [anns, bobs]) {
      expect(told(socket).map(({ content }) => content.message_id)).to.deep.equal([message.id]);
    }
  });

  it('tells a deletion that is healed without who did it', async () => {
    const { bench, useCases, ann, bob, connect } = await openStage();
    const { room } = await useCases.createRoom(ann.actor, { type: 'direct', users: [bob.id] });
    const bobs = await connect(bob);
    const message = buildMessageView({ roomId: room.id });
    const healed = { type: 'message.deleted', roomId: room.id, rev: 1, stateRev: 1, message } as const;
    bench.publish(roomChannel(room.id), { ...healed, actorId: null });
    await bench.settled();
    expect(told(bobs)[0]).to.deep.equal({
      type: 'delete_message',
      content: { ...direct(ann, bob), message_id: message.id, user_id: null },
    });
  });

  it('tells that somebody types, and not that they stopped', async () => {
    const { useCases, ann, bob, connect } = await openStage();
    const { room } = await useCases.createRoom(ann.actor, { type: 'direct', users: [bob.id] });
    const bobs = await connect(bob);
    await useCases.setTyping(ann.actor, { roomId: room.id, on: true });
    await useCases.setTyping(ann.actor, { roomId: room.id, on: false });
    expect(told(bobs)).to.deep.equal([
      { type: 'user_typing', content: { ...direct(ann, bob), user_id: ann.id } },
    ]);
  });

  it('tells who came and went to people who share a chat, also one that is made meanwhile', async () => {
    const { bench, useCases, ann, bob, eve, connect } = await openStage();
    await useCases.createRoom(ann.actor, { type: 'direct', users: [bob.id] });
    const [anns, eves] = [await connect(ann), await connect(eve)];
    const bobIs = async (online: boolean) => {
      const presence: Presence = { userId: bob.id, online, lastSeen: null };
      bench.publish(presenceChannel(bob.id), { type: 'presence.changed', ...presence });
      await bench.settled();
    };
    await bobIs(true);
    expect(told(anns)).to.deep.equal([{ type: 'set_online', content: { user_id: bob.id } }]);
    expect(told(eves)).to.deep.equal([]);
    await useCases.createRoom(eve.actor, { type: 'group', users: [bob.id], title: null });
    await bobIs(false);
    const gone = [{ type: 'set_offline', content: { user_id: bob.id } }];
    expect(told(anns)).to.deep.equal(gone);
    expect(told(eves)).to.deep.equal(gone);
  });
});

describe('consumer: errors', () => {
  it('say when to come back and what the client called its message', () => {
    const error = new ChatError('rate_limited', 'Slower.', { retryAfterMs: 1_200 });
    expect(errorFrame({ event: 'new_message', correlation: 'c1' }, error)).to.deep.equal({
      type: 'error',
      content: {
        code: 'rate_limited',
        detail: 'Slower.',
        event: 'new_message',
        retry_after: 2,
        client_id: 'c1',
      },
    });
  });

  it('hand back no more than 64 characters of the name of an event', () => {
    const { content } = errorFrame(
      { event: 'e'.repeat(1_000), correlation: null },
      new ChatError('invalid', 'x'),
    );
    expect(content.event).to.equal('e'.repeat(64));
  });
});
