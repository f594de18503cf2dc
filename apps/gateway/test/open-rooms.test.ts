import type { RoomId, UseCases, UserId } from '@crosstalk/domain';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { eventually } from '../../../test/harness/deadline.js';
import type { GatewayConnection } from '../src/connections/gateway-connection.js';
import { OpenRooms } from '../src/sessions/open-rooms.js';
import { MemoryNode, type Person } from './support/memory-node.js';
import { probeDialect } from './support/probe-dialect.js';
import { RawClient } from './support/raw-client.js';

const probe = probeDialect({ name: 'probe', transport: { kind: 'websocket', paths: ['/probe'] } });

describe('A room on the screen of a client', () => {
  let node: MemoryNode;
  let url: string;
  let [ann, bob]: readonly Person[] = [];
  let room: RoomId;

  beforeEach(async () => {
    node = new MemoryNode();
    url = `ws://${await node.listen(probe)}/probe`;
    [ann, bob] = [await node.person('ann'), await node.person('bob')];
    const created = await node.useCases.createRoom(node.actor(ann), {
      type: 'direct',
      users: [bob.user.id],
    });
    room = created.room.id;
  });
  afterEach(async () => {
    await node.close();
    expect(node.failures).to.deep.equal([]);
  });

  const post = (person: Person | undefined, text: string) =>
    node.useCases.postMessage(node.actor(person as Person), { roomId: room, text } as never);
  const readSeqOf = async (person: Person | undefined) =>
    (await node.ports.members.access(room, (person as Person).user.id))?.member.readSeq;

  it('has its messages read at once, the newest of a burst too, and after they were delivered', async () => {
    const [writer, reader] = [await RawClient.open(url, ann?.token), await RawClient.open(url, bob?.token)];
    await reader.ask('open', { room });
    for (let n = 1; n <= 20; n += 1) await post(ann, `m${n}`);
    await writer.next('read', ({ user, seq }) => user === bob?.user.id && seq === 20);
    await reader.next('read', ({ seq }) => seq === 20);
    expect(await readSeqOf(bob)).to.equal(20);
    const order = reader.log.all.map(([event]) => event);
    expect(order.indexOf('posted')).to.be.lessThan(order.indexOf('read'));
  });

  it('is read with one call at a time, up to the newest message when it begins', async () => {
    const calls: { readonly seq: number | undefined; readonly done: () => void }[] = [];
    const markRead: UseCases['markRead'] = (_actor, { seq }) =>
      new Promise((resolve) => calls.push({ seq, done: () => resolve({ readSeq: 0, unread: 0 }) }));
    const rooms = new OpenRooms({
      useCases: { markRead },
      failed: (_what, error) => expect.fail(`${error}`),
    });
    const client = await RawClient.open(url, bob?.token);
    const [connection] = node.live;
    rooms.set(connection as GatewayConnection, room);
    const written = (seq: number) => rooms.posted(room, ann?.user.id as UserId, seq);
    written(1);
    await eventually('the first call', () => calls.length === 1);
    written(2);
    written(3);
    calls[0]?.done();
    await eventually('the second call', () => calls.length === 2);
    calls[1]?.done();
    client.socket.close();
    expect(calls.map(({ seq }) => seq)).to.deep.equal([1, 3]);
  });

  it('is not read for its author by their own message, nor where it is on the screen no more', async () => {
    const reader = await RawClient.open(url, bob?.token);
    const [connection] = node.live;
    const other = await RawClient.open(url, ann?.token);
    await other.ask('open', { room });
    await reader.ask('open', { room });
    connection?.setOpenRoom(null);
    await post(ann, 'unseen');
    connection?.setOpenRoom(room);
    await post(bob, 'own');
    // The other reads it as late as the author would.
    await reader.next('read', ({ user, seq }) => user === ann?.user.id && seq === 2);
    expect(await readSeqOf(bob)).to.equal(0);
    await post(ann, 'seen');
    await reader.next('read', ({ user, seq }) => user === bob?.user.id && seq === 3);
    const ofBob = reader.all('read').filter(({ user }) => user === bob?.user.id);
    expect(ofBob.map(({ seq }) => seq)).to.deep.equal([3]);
  });

  it('is told to be closed when its connection ends, unless another shows it', async () => {
    const watching = await RawClient.open(url, ann?.token);
    const [first, second] = [await RawClient.open(url, bob?.token), await RawClient.open(url, bob?.token)];
    await first.ask('open', { room });
    await second.ask('open', { room });
    await watching.next('viewing', ({ on }) => on === true);
    first.socket.close();
    await first.closed;
    await eventually('the first is gone', () => node.live.size === 2);
    second.socket.close();
    await watching.next('viewing', ({ on, user }) => on === false && user === bob?.user.id);
    await post(ann, 'marker');
    await watching.next('posted');
    expect(watching.all('viewing').filter(({ on }) => on === false)).to.have.length(1);
  });

  it('is on no screen any more when its user has left it', async () => {
    const created = await node.useCases.createRoom(node.actor(ann as Person), {
      type: 'group',
      title: 'g',
      users: [bob?.user.id],
    } as never);
    const reader = await RawClient.open(url, bob?.token);
    await reader.ask('open', { room: created.room.id });
    const [connection] = node.live;
    expect(connection?.openRoomId).to.equal(created.room.id);
    await node.useCases.leaveRoom(node.actor(bob as Person), created.room.id);
    expect(connection?.openRoomId).to.equal(null);
  });
});
