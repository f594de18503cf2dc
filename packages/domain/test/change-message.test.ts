import type { MessageId, MessageView, RoomForMember } from '@crosstalk/domain';
import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import { expectError } from './support/expect-error.js';
import { openStage, type Stage } from './support/open-stage.js';

describe('changing a message', () => {
  let stage: Stage;
  let group: RoomForMember;
  let message: MessageView;
  beforeEach(async () => {
    stage = await openStage();
    group = await stage.group();
    ({ message } = await stage.post(stage.bob, group, 'hello'));
    stage.ports.events.clear();
  });

  it('edits the text and its mentions under a new rev and tells the room', async () => {
    const { useCases, bob, ports } = stage;
    const edited = await useCases.editMessage(bob, { messageId: message.id, text: 'hello <@3>' });
    expect(edited).to.include({ id: message.id, seq: 1, rev: 2, text: 'hello <@3>' });
    expect(edited.mentions).to.deep.equal([3]);
    expect(edited.editedAt).to.equal(ports.clock.now());
    expect(ports.events.published).to.deep.equal([
      {
        channel: `room:${group.room.id}`,
        event: {
          type: 'message.edited',
          roomId: group.room.id,
          rev: 2,
          stateRev: 1,
          message: edited,
          origin: bob.origin,
        },
      },
    ]);
    expect(ports.sideEffects.rooms).to.deep.equal([group.room.id, group.room.id]);
  });

  it('refuses an edit by anyone else, a blank text and an edit of what is deleted', async () => {
    const { useCases, ann, bob } = stage;
    await expectError(useCases.editMessage(ann, { messageId: message.id, text: 'x' }), 'forbidden');
    await expectError(useCases.editMessage(bob, { messageId: message.id, text: ' ' }), 'invalid');
    await useCases.deleteMessage(bob, message.id);
    await expectError(useCases.editMessage(bob, { messageId: message.id, text: 'x' }), 'not_found');
  });

  it('deletes the content, keeps the place, and a second time tells nobody', async () => {
    const { useCases, bob, ports } = stage;
    const deleted = await useCases.deleteMessage(bob, message.id);
    expect(deleted).to.include({ seq: 1, rev: 2, text: '', deletedAt: ports.clock.now(), changed: true });
    expect(ports.events.ofType('message.deleted')[0]).to.include({ actorId: bob.userId, rev: 2 });
    ports.events.clear();
    expect(await useCases.deleteMessage(bob, message.id)).to.deep.equal({ ...deleted, changed: false });
    expect(ports.events.published).to.deep.equal([]);
  });

  it('deletes only a message of the room, where one is named', async () => {
    const { useCases, bob, cyd } = stage;
    const { room } = await useCases.createRoom(bob, { type: 'direct', users: [cyd.userId] });
    await expectError(useCases.deleteMessage(bob, message.id, room.id), 'not_found');
    expect((await useCases.deleteMessage(bob, message.id, message.roomId)).deletedAt).to.not.equal(null);
  });

  it('lets the owner of a group delete what others wrote, but not a member', async () => {
    const { useCases, ann, cyd } = stage;
    await expectError(useCases.deleteMessage(cyd, message.id), 'forbidden');
    expect((await useCases.deleteMessage(ann, message.id)).deletedAt).to.not.equal(null);
  });

  it('adds and takes away reactions, and tells nobody of what was so already', async () => {
    const { useCases, ann, bob, ports } = stage;
    const react = (emoji: string, on: boolean) =>
      useCases.reactToMessage(ann, { messageId: message.id, emoji, on });
    await react('👍', true);
    const twice = await react('👍', true);
    expect(twice.reactions).to.deep.equal([{ emoji: '👍', userIds: [ann.userId] }]);
    await useCases.reactToMessage(bob, { messageId: message.id, emoji: '👍', on: true });
    await react('🎉', false);
    const without = await react('👍', false);
    expect(without.reactions).to.deep.equal([{ emoji: '👍', userIds: [bob.userId] }]);
    expect(ports.events.ofType('message.reacted')).to.have.length(3);
  });

  it('refuses reactions that are no reactions, too many kinds, and any to what is deleted', async () => {
    const { useCases, ann } = stage;
    const react = (emoji: string) => useCases.reactToMessage(ann, { messageId: message.id, emoji, on: true });
    for (const emoji of ['', 'x'.repeat(33), 'a\nb', '\udc00']) await expectError(react(emoji), 'invalid');
    for (let kind = 0; kind < 50; kind += 1) await react(`kind ${kind}`);
    await expectError(react('one more'), 'invalid');
    await useCases.deleteMessage(ann, message.id);
    await expectError(react('+'), 'not_found');
  });

  it('tells of the revs that a change burnt, before the change itself', async () => {
    const { ports, bob } = stage;
    const change = ports.messages.change.bind(ports.messages);
    ports.messages.change = async (...args) => {
      const changed = await change(...args);
      return changed === null ? null : { ...changed, voided: [7, 8] };
    };
    await stage.useCases.editMessage(bob, { messageId: message.id, text: 'x' });
    expect(ports.events.published.map(({ event }) => event.type)).to.deep.equal([
      'revs.voided',
      'message.edited',
    ]);
    expect(ports.events.ofType('revs.voided')[0]?.revs).to.deep.equal([7, 8]);
  });

  it('answers outsiders, and members about what they cleared, as if there were no message', async () => {
    const { useCases, ports, eve, cyd } = stage;
    const missing = await expectError(useCases.deleteMessage(eve, 424_242 as MessageId), 'not_found');
    const deeds = (actor: typeof eve) => [
      useCases.editMessage(actor, { messageId: message.id, text: 'x' }),
      useCases.deleteMessage(actor, message.id),
      useCases.reactToMessage(actor, { messageId: message.id, emoji: '+', on: true }),
    ];
    ports.world.patchMember(group.room.id, cyd.userId, { clearedSeq: 1 });
    for (const deed of [...deeds(eve), ...deeds(cyd)]) {
      const error = await expectError(deed, 'not_found');
      expect(error.message).to.equal(missing.message);
    }
  });
});
