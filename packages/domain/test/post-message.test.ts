import type { FileId, MessageId, MessageStore, RoomForMember, RoomId } from '@crosstalk/domain';
import { createUseCases } from '@crosstalk/domain';
import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import { expectError } from './support/expect-error.js';
import { gate } from './support/gate.js';
import { openStage, type Stage } from './support/open-stage.js';

describe('posting a message', () => {
  let stage: Stage;
  let group: RoomForMember;
  beforeEach(async () => {
    stage = await openStage();
    group = await stage.group();
  });

  it('stores it, answers it and tells the room once, with the socket that caused it', async () => {
    const { ann, ports, useCases } = stage;
    const { id: roomId } = group.room;
    const { message, duplicate } = await useCases.postMessage(ann, {
      roomId,
      text: 'hi <@2> and <@2>, <@3>',
      clientId: 'c1',
    });
    expect(duplicate).to.equal(false);
    expect(message).to.include({ roomId, seq: 1, rev: 1, authorRole: 'owner', clientId: 'c1' });
    expect(message.mentions).to.deep.equal([2, 3]);
    expect(message.author.firstName).to.equal('Ann');
    expect(ports.events.published).to.deep.equal([
      {
        channel: `room:${roomId}`,
        event: { type: 'message.posted', roomId, rev: 1, stateRev: 1, message, origin: ann.origin },
      },
    ]);
    expect(ports.sideEffects.rooms).to.deep.equal([roomId]);
  });

  it('counts as read by its author', async () => {
    await stage.post(stage.ann, group, 'hi');
    const { member } = await stage.useCases.getRoom(stage.ann, group.room.id);
    expect(member.readSeq).to.equal(1);
  });

  it('gives an outsider, another tenant and a missing room the same answer', async () => {
    const outsider = await expectError(stage.post(stage.eve, group, 'hi'), 'not_found');
    const foreigner = await expectError(stage.post(stage.mallory, group, 'hi'), 'not_found');
    const missing = await expectError(
      stage.useCases.postMessage(stage.ann, { roomId: 999_999 as RoomId, text: 'hi' }),
      'not_found',
    );
    expect(outsider.message).to.equal(missing.message);
    expect(foreigner.message).to.equal(missing.message);
  });

  const malformed: readonly [string, object, string][] = [
    ['a blank text', { text: ' \n ' }, 'text'],
    ['no text', {}, 'text'],
    ['a text that is too long', { text: 'x'.repeat(16_001) }, 'text'],
    ['a lone surrogate', { text: 'a\ud800b' }, 'text'],
    ['an empty client id', { text: 'x', clientId: '' }, 'clientId'],
    ['a client id that is too long', { text: 'x', clientId: 'x'.repeat(129) }, 'clientId'],
    ['a reply to what is not in the room', { text: 'x', replyTo: 424_242 }, 'replyTo'],
    ['a file that is not there', { text: 'x', fileIds: [424_242] }, 'fileIds.0'],
    ['too many files', { fileIds: Array.from({ length: 11 }, (_, index) => index + 1) }, 'fileIds'],
  ];
  for (const [what, fields, field] of malformed) {
    it(`refuses ${what}, naming ${field}`, async () => {
      const error = await expectError(
        stage.useCases.postMessage(stage.ann, { roomId: group.room.id, ...fields }),
        'invalid',
      );
      expect(Object.keys(error.fields ?? {})).to.deep.equal([field]);
      expect(stage.ports.events.published).to.deep.equal([]);
    });
  }

  it('answers a retry with the same message and tells nobody again', async () => {
    const input = { roomId: group.room.id, text: 'once', clientId: 'c1' };
    const first = await stage.useCases.postMessage(stage.ann, input);
    const again = await stage.useCases.postMessage(stage.ann, input);
    expect(again).to.deep.equal({ message: first.message, duplicate: true });
    expect(stage.ports.events.published).to.have.length(1);
  });

  it('refuses the client id with another content', async () => {
    const input = { roomId: group.room.id, text: 'once', clientId: 'c1' };
    await stage.useCases.postMessage(stage.ann, input);
    await expectError(stage.useCases.postMessage(stage.ann, { ...input, text: 'twice' }), 'conflict');
  });

  it('takes a retry for the same message when the original was edited or deleted since', async () => {
    const input = { roomId: group.room.id, text: 'once', clientId: 'c1' };
    const { message } = await stage.useCases.postMessage(stage.ann, input);
    await stage.useCases.editMessage(stage.ann, { messageId: message.id, text: 'changed' });
    const edited = await stage.useCases.postMessage(stage.ann, input);
    expect(edited.message).to.include({ id: message.id, text: 'changed' });
    await stage.useCases.deleteMessage(stage.ann, message.id);
    const deleted = await stage.useCases.postMessage(stage.ann, input);
    expect(deleted.duplicate).to.equal(true);
    expect(deleted.message.deletedAt).to.not.equal(null);
  });

  it('lets two authors use the same client id', async () => {
    const input = { roomId: group.room.id, text: 'x', clientId: 'c1' };
    const first = await stage.useCases.postMessage(stage.ann, input);
    const second = await stage.useCases.postMessage(stage.bob, input);
    expect(second.message.id).to.not.equal(first.message.id);
  });

  it('carries own files and a quote, and refuses the files of others', async () => {
    const { ann, bob, useCases } = stage;
    const bytes = new Uint8Array([1, 2, 3]);
    const [file] = await useCases.storeFiles(ann, [{ name: 'a.bin', bytes }]);
    const { message: quoted } = await stage.post(bob, group, 'what?');
    const fileIds = [file?.id as FileId];
    const { message } = await useCases.postMessage(ann, {
      roomId: group.room.id,
      fileIds,
      replyTo: quoted.id,
    });
    expect(message.attachments).to.deep.equal([file]);
    expect(message.replyTo).to.deep.include({ id: quoted.id, seq: 1, text: 'what?' });
    expect(message.replyTo?.author.id).to.equal(bob.userId);
    const theft = useCases.postMessage(bob, { roomId: group.room.id, text: 'mine', fileIds });
    await expectError(theft, 'invalid');
  });

  it('refuses a reply to a message of another room', async () => {
    const other = await stage.group('Other');
    const { message } = await stage.post(stage.ann, other, 'elsewhere');
    const reply = stage.useCases.postMessage(stage.ann, {
      roomId: group.room.id,
      text: 'x',
      replyTo: message.id,
    });
    await expectError(reply, 'invalid');
  });

  it('turns a defect behind a port into internal, without its words', async () => {
    const events = {
      publish: () => {
        throw new TypeError('a defect');
      },
    };
    const useCases = createUseCases({ ...stage.ports, events });
    const error = await expectError(
      useCases.postMessage(stage.ann, { roomId: group.room.id, text: 'x' }),
      'internal',
    );
    expect(error.message).to.not.contain('defect');
    expect(error.cause).to.be.instanceOf(TypeError);
  });
});

describe('posting while the room changes', () => {
  it('authorises anew when the cached access is out of date, and stores once', async () => {
    const stage = await openStage({ cachedAccess: true });
    const group = await stage.group();
    await stage.post(stage.bob, group, 'first');
    await stage.useCases.renameRoom(stage.ann, { roomId: group.room.id, title: 'New' });
    const { message } = await stage.post(stage.bob, group, 'second');
    expect(message.seq).to.equal(2);
    const posted = stage.ports.events.ofType('message.posted').at(-1);
    expect(posted?.stateRev).to.equal(2);
  });

  it('refuses who was removed, although the cache still knows them', async () => {
    const stage = await openStage({ cachedAccess: true });
    const group = await stage.group();
    await stage.post(stage.bob, group, 'first');
    await stage.ports.members.remove(group.room.id, [stage.bob.userId], stage.ports.clock.now());
    await expectError(stage.post(stage.bob, group, 'second'), 'not_found');
  });

  it('gives up with unavailable when the room never stands still', async () => {
    const stage = await openStage();
    const group = await stage.group();
    let asked = 0;
    const messages = withAppend(stage, async () => {
      asked += 1;
      return { outcome: 'stale' };
    });
    const useCases = createUseCases({ ...stage.ports, messages });
    await expectError(useCases.postMessage(stage.ann, { roomId: group.room.id, text: 'x' }), 'unavailable');
    expect(asked).to.equal(6);
  });
});

describe('the order of sends', () => {
  it('is that of their start, however long each is prepared, without waiting for storage', async () => {
    const stage = await openStage();
    const group = await stage.group();
    const { message: quoted } = await stage.post(stage.bob, group, 'quoted');
    const reached: string[] = [];
    const storing = gate();
    const slow = withAppend(stage, async (draft, guard) => {
      reached.push(draft.text);
      await storing.opened;
      return stage.ports.messages.append(draft, guard);
    });
    const lookUp = gate();
    const messages: MessageStore = {
      ...slow,
      find: async (id: MessageId) => {
        await lookUp.opened;
        return stage.ports.messages.find(id);
      },
    };
    const useCases = createUseCases({ ...stage.ports, messages });
    const { id: roomId } = group.room;
    const sends = [
      useCases.postMessage(stage.ann, { roomId, text: 'one', replyTo: quoted.id }),
      useCases.postMessage(stage.ann, { roomId, text: 'two' }),
      useCases.postMessage(stage.ann, { roomId, text: 'three' }),
      useCases.postMessage(stage.bob, { roomId, text: 'other' }),
    ];
    await settle();
    expect(reached).to.deep.equal(['other']);
    lookUp.open();
    await settle();
    expect(reached).to.deep.equal(['other', 'one', 'two', 'three']);
    storing.open();
    await Promise.all(sends);
  });

  it('survives a send that is refused in between', async () => {
    const stage = await openStage();
    const group = await stage.group();
    const { id: roomId } = group.room;
    const outcomes = await Promise.allSettled([
      stage.useCases.postMessage(stage.ann, { roomId, text: 'one' }),
      stage.useCases.postMessage(stage.ann, { roomId, text: 'two', replyTo: 424_242 as MessageId }),
      stage.useCases.postMessage(stage.ann, { roomId, text: 'three' }),
    ]);
    expect(outcomes.map((outcome) => outcome.status)).to.deep.equal(['fulfilled', 'rejected', 'fulfilled']);
    const { messages } = await stage.useCases.readHistory(stage.ann, { roomId, limit: 10 });
    expect(messages.map((message) => message.text)).to.deep.equal(['one', 'three']);
  });
});

function withAppend(stage: Stage, append: MessageStore['append']): MessageStore {
  const { messages } = stage.ports;
  return {
    append,
    change: (target, change, at) => messages.change(target, change, at),
    find: (id) => messages.find(id),
    findMany: (ids) => messages.findMany(ids),
    page: (roomId, request) => messages.page(roomId, request),
    changesAfter: (roomId, rev, limit) => messages.changesAfter(roomId, rev, limit),
    newestOf: (rooms) => messages.newestOf(rooms),
    refs: (roomId, range) => messages.refs(roomId, range),
    roomsCarrying: (fileId) => messages.roomsCarrying(fileId),
    carriersOf: (fileId, page) => messages.carriersOf(fileId, page),
    byAuthor: (authorId, page) => messages.byAuthor(authorId, page),
    naming: (userId, page) => messages.naming(userId, page),
    remove: (roomId, ids) => messages.remove(roomId, ids),
  };
}

/** Lets everything run that waits for nothing. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
