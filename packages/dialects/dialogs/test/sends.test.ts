import type { FileId } from '@crosstalk/domain';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { namesOf, type Payload, Stage, say, told } from './stage.js';

const textOf = (payload: Payload): unknown => (payload.message as Payload).text;

describe('dialogs: sends', () => {
  it('are stored and answered in the order of the frames', async () => {
    const stage = await Stage.open();
    const socket = await stage.socketOf(stage.ann);
    const texts = ['1', '2', '3', '4', '5'];
    for (const text of texts) {
      const payload = { room_id: stage.roomId, text };
      socket.post({ kind: 'event', event: 'message.send', payload, bytes: 0 });
    }
    await stage.bench.settled();
    expect(stage.bench.ports.world.messagesOf(stage.roomId).map(({ text }) => text)).to.deep.equal(texts);
    const answers = told(socket).map(([name, payload]) => `${name} ${textOf(payload)}`);
    const names = ['on.message.new', 'on.messages.new'];
    expect(answers).to.deep.equal(texts.flatMap((text) => names.map((name) => `${name} ${text}`)));
    expect(socket.acknowledged).to.have.length(6);
  });

  for (const joins of [false, true]) {
    it(`answers once a socket that ${joins ? 'joins while it sends' : 'does not get the events of the room'}`, async () => {
      const stage = await Stage.open();
      const socket = await stage.socketOf(stage.ann);
      if (!joins) stage.bench.audienceOf(`room:${stage.roomId}`).clear();
      // At the time of asking the socket is not there yet.
      Object.defineProperty(socket, 'receives', { value: () => false });
      await say(socket, 'message.send', { room_id: stage.roomId, text: 'hi' });
      expect(namesOf(socket)).to.deep.equal(['on.message.new', 'on.messages.new']);
    });
  }

  it('and changes are answered to a socket that does not get the events of the room', async () => {
    const stage = await Stage.open();
    const socket = await stage.socketOf(stage.ann);
    await say(socket, 'message.send', { room_id: stage.roomId, text: 'hi' });
    const [message] = stage.bench.ports.world.messagesOf(stage.roomId);
    told(socket);
    stage.bench.audienceOf(`room:${stage.roomId}`).clear();
    await say(socket, 'message.edit', { message_id: message?.id, text: 'hi!' });
    await say(socket, 'message.delete', { message_id: message?.id });
    const names = ['on.message.edit', 'on.message.delete', 'on.messages.delete'];
    expect(namesOf(socket)).to.deep.equal(names);
  });

  it('are read at once in the answer, though the node has not heard of it', async () => {
    const stage = await Stage.open();
    const [ann, bob] = [await stage.socketOf(stage.ann), await stage.socketOf(stage.bob)];
    await say(ann, 'message.send', { room_id: stage.roomId, text: 'hi' });
    told(bob);
    Object.defineProperty(bob, 'stateOf', {
      value: () => ({ id: 5, readSeq: 0, clearedSeq: 0, muted: false }),
    });
    await say(bob, 'chat.read', { room_id: stage.roomId });
    const [[name, dialog] = ['', {}]] = told(bob);
    expect(name).to.equal('on.chat.read');
    expect(dialog).to.have.deep.nested.property('chat.unread', 0);
    expect(dialog).to.have.nested.property('room.last_message.is_read', true);
  });

  it('may be blank only with a file, which everybody gets', async () => {
    const stage = await Stage.open();
    const [socket, other] = [await stage.socketOf(stage.ann), await stage.socketOf(stage.bob)];
    const fileId = await fileOf(stage);
    for (const text of ['', ' \n', null, undefined]) {
      await say(socket, 'message.send', { room_id: stage.roomId, text });
      expect(told(socket)[0]?.[1]).to.have.nested.property('fields.text');
    }
    await say(socket, 'message.send', { room_id: stage.roomId, text: '', file_id: fileId });
    const [[, news] = ['', {}]] = told(other);
    const url = `https://chat.example/files/${fileId}?signed`;
    expect((news as Payload).message).to.deep.include({
      text: '',
      file: {
        id: fileId,
        name: 'a.txt',
        url,
        size: 2,
        content_type: 'text/plain',
        thumbnail_url: null,
        status: 'ready',
      },
    });
  });

  it('tells a message although the node does not know its room', async () => {
    const stage = await Stage.open();
    const [socket, other] = [await stage.socketOf(stage.ann), await stage.socketOf(stage.bob)];
    stage.bench.knowledge.forgetRoom(stage.roomId);
    await say(socket, 'message.send', { room_id: stage.roomId, text: 'hi' });
    const [[name, news] = ['', {}]] = told(other);
    expect(name).to.equal('on.message.new');
    expect(news).to.have.nested.property('message.text', 'hi');
    expect(news).to.have.nested.property('room.id', stage.roomId);
    expect(news).to.have.nested.property('chat.room_id', stage.roomId);
    expect(socket.acknowledged.at(-1)).to.have.nested.property('room.users').with.length(2);
  });

  it('makes no room for a message that is refused', async () => {
    const stage = await Stage.open();
    const eve = await stage.bench.person('eve');
    const socket = await stage.socketOf(eve);
    await say(socket, 'chat.start', { user_id: stage.bob.user.id, text: ' ' });
    await say(socket, 'chat.start', { user_id: stage.bob.user.id, text: 'x'.repeat(16_001) });
    expect(namesOf(socket)).to.deep.equal(['on.error', 'on.error']);
    expect(stage.bench.ports.world.rooms.size).to.equal(1);
  });
});

async function fileOf({ bench, ann }: Stage): Promise<FileId> {
  const draft = {
    tenant: ann.user.tenant,
    ownerId: ann.user.id,
    name: 'a.txt',
    contentType: 'text/plain',
    status: 'ready',
    createdAt: bench.ports.clock.now(),
  } as const;
  return (await bench.ports.files.put(draft, new TextEncoder().encode('hi'))).id;
}
