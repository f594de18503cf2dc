import type { RoomId, RoomView } from '@crosstalk/domain';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { eventually, within } from '../../../test/harness/deadline.js';
import { MemoryNode, type Person } from './support/memory-node.js';
import { probeDialect } from './support/probe-dialect.js';
import { RawClient } from './support/raw-client.js';

const showing = probeDialect({
  name: 'showing',
  transport: { kind: 'websocket', paths: ['/showing'] },
  showsRooms: true,
});
const plain = probeDialect({ name: 'plain', transport: { kind: 'websocket', paths: ['/plain'] } });

describe('Rooms that a dialect shows', () => {
  let node: MemoryNode;
  let base: string;
  let ann: Person;
  let bob: Person;
  let room: RoomId;
  /** Rooms that were read one by one. */
  let found: RoomId[];

  beforeEach(async () => {
    node = new MemoryNode();
    base = `ws://${await node.listen(showing, plain)}`;
    [ann, bob] = [await node.person('ann'), await node.person('bob')];
    room = await group();
    found = [];
    const { find } = node.views;
    node.views.find = (id) => {
      found.push(id);
      return find(id);
    };
  });
  afterEach(() => node.close());

  async function group(): Promise<RoomId> {
    const users = [bob.user.id];
    return (await node.useCases.createRoom(node.actor(ann), { type: 'group', title: 'g', users } as never))
      .room.id;
  }
  const post = (text: string, roomId = room) =>
    node.useCases.postMessage(node.actor(ann), { roomId, text } as never);
  const asked = () => eventually('the room is asked for', () => found.length > 0);

  /** Rooms beyond the first page, as for a user of very many. */
  function readLate(): { readonly release: (fail?: Error) => void } {
    node.views.newestOf = async () => [];
    const { find } = node.views;
    let release: (fail?: Error) => void = () => undefined;
    const gate = new Promise<void>((resolve, reject) => {
      release = (fail) => (fail ? reject(fail) : resolve());
    });
    node.views.find = async (id): Promise<RoomView | null> => {
      const view = find(id);
      await gate;
      return view;
    };
    return { release };
  }

  it('are read together when the session begins, and followed from there on', async () => {
    const client = await RawClient.open(`${base}/showing`, bob.token);
    await post('one');
    expect(await client.next('posted')).to.deep.equal({ text: 'one', members: 2 });
    const cat = await node.person('cat');
    await node.useCases.addMembers(node.actor(ann), { roomId: room, users: [cat.user.id] });
    await post('two');
    expect(await client.next('posted')).to.deep.equal({ text: 'two', members: 3 });
    const later = await group();
    await client.next('joined', (payload) => payload.room === later);
    await post('three', later);
    expect(await client.next('posted')).to.deep.equal({ text: 'three', members: 2 });
    expect(found, 'read one by one').to.deep.equal([]);
    expect(node.failures).to.deep.equal([]);
  });

  it('are read once when something happens in them first, which waits for it in its order', async () => {
    const { release } = readLate();
    const client = await RawClient.open(`${base}/showing`, bob.token);
    for (const text of ['one', 'two', 'three']) await post(text);
    await asked();
    expect(client.all('posted')).to.deep.equal([]);
    release();
    await client.next('posted', ({ text }) => text === 'three');
    await post('four');
    await client.next('posted', ({ text }) => text === 'four');
    expect(client.all('posted').map(({ text, members }) => [text, members])).to.deep.equal([
      ['one', 2],
      ['two', 2],
      ['three', 2],
      ['four', 2],
    ]);
    expect(found).to.deep.equal([room]);
  });

  it('are shown without what could not be read, after one attempt', async () => {
    const { release } = readLate();
    const client = await RawClient.open(`${base}/showing`, bob.token);
    await post('one');
    await post('two');
    release(new Error('storage is away'));
    await client.next('posted', ({ text }) => text === 'two');
    expect(client.all('posted')).to.deep.equal([
      { text: 'one', members: null },
      { text: 'two', members: null },
    ]);
    expect(found).to.have.length(1);
    expect(node.failures).to.have.length(1);
  });

  it('show nothing that waited to somebody who was removed meanwhile', async () => {
    const { release } = readLate();
    const other = await group();
    const client = await RawClient.open(`${base}/showing`, bob.token);
    const witness = await RawClient.open(`${base}/showing`, ann.token);
    await post('secret');
    await asked();
    await node.useCases.removeMembers(node.actor(ann), { roomId: room, users: [bob.user.id] });
    release();
    await witness.next('posted', ({ text }) => text === 'secret');
    await post('marker', other);
    await client.next('posted', ({ text }) => text === 'marker');
    expect(client.all('posted').map(({ text }) => text)).to.deep.equal(['marker']);
  });

  it('are forgotten with the last connection that shows them, and not known for others', async () => {
    const other = await RawClient.open(`${base}/plain`, ann.token);
    const client = await RawClient.open(`${base}/showing`, bob.token);
    expect(node.knowledge.hasRoom(room)).to.equal(true);
    client.socket.close();
    await within(client.closed, 'close');
    await eventually('the room is forgotten', () => !node.knowledge.hasRoom(room));
    await post('unseen');
    expect(await other.next('posted')).to.deep.equal({ text: 'unseen', members: null });
    const back = await RawClient.open(`${base}/showing`, bob.token);
    expect(node.knowledge.roomOf(room)?.lastMessage?.text).to.equal('unseen');
    back.socket.close();
    expect(found).to.deep.equal([]);
  });
});
