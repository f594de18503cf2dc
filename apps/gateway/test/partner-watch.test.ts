import type { RoomId } from '@crosstalk/domain';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { MemoryNode, type Person } from './support/memory-node.js';
import { probeDialect } from './support/probe-dialect.js';
import { RawClient } from './support/raw-client.js';

const probe = probeDialect({ name: 'probe', transport: { kind: 'websocket', paths: ['/probe'] } });
/** Its sessions watch without a request. */
const watcher = probeDialect({
  name: 'watcher',
  transport: { kind: 'websocket', paths: ['/watcher'] },
  watchesPartners: true,
});

describe('A connection that watches partners', () => {
  let node: MemoryNode;
  let host: string;
  let url: string;
  let ann: Person;
  let bob: Person;
  let cat: Person;

  beforeEach(async () => {
    node = new MemoryNode();
    host = await node.listen(probe, watcher);
    url = `ws://${host}/probe`;
    [ann, bob, cat] = [await node.person('ann'), await node.person('bob'), await node.person('cat')];
    await direct(bob);
  });
  afterEach(async () => {
    await node.close();
    expect(node.failures).to.deep.equal([]);
  });

  async function direct(partner: Person): Promise<RoomId> {
    const users = [partner.user.id];
    return (await node.useCases.createRoom(node.actor(ann), { type: 'direct', users } as never)).room.id;
  }
  async function group(...others: readonly Person[]): Promise<RoomId> {
    const users = others.map(({ user }) => user.id);
    const input = { type: 'group', title: 'g', users } as never;
    return (await node.useCases.createRoom(node.actor(ann), input)).room.id;
  }
  const told = (client: RawClient, person: Person, online: boolean) =>
    client.next('presence', (payload) => payload.user === person.user.id && payload.online === online);
  const toldOf = (client: RawClient, person: Person) =>
    client.all('presence').filter(({ user }) => user === person.user.id);

  it('learns how they are and is told of every change, and of nobody else', async () => {
    node.tellPresence(bob.user.id, true);
    const client = await RawClient.open(url, ann.token);
    expect(await client.ask('watch')).to.deep.equal({ partners: [[bob.user.id, true]] });
    expect(node.knowledge.presenceOf(bob.user.id).online).to.equal(true);
    node.tellPresence(cat.user.id, true);
    node.tellPresence(bob.user.id, false);
    await told(client, bob, false);
    expect(toldOf(client, cat)).to.deep.equal([]);
    expect(node.knowledge.presenceOf(bob.user.id).online).to.equal(false);
  });

  it('is told of somebody new when a room with them begins, and no more when it has ended', async () => {
    const client = await RawClient.open(url, ann.token);
    await client.ask('watch');
    node.tellPresence(cat.user.id, true);
    const room = await group(cat);
    await told(client, cat, true);
    node.tellPresence(cat.user.id, false);
    await told(client, cat, false);
    await node.useCases.leaveRoom(node.actor(ann), room);
    // Read anew after the departure: the same reading takes the new partner in.
    const dan = await node.person('dan');
    node.tellPresence(dan.user.id, true);
    await group(dan);
    await told(client, dan, true);
    node.tellPresence(cat.user.id, true);
    node.tellPresence(bob.user.id, true);
    await told(client, bob, true);
    expect(toldOf(client, cat)).to.have.length(2);
  });

  it('follows who comes into a room and who is taken out of it', async () => {
    const client = await RawClient.open(url, ann.token);
    const room = await group(bob);
    await client.ask('watch');
    node.tellPresence(cat.user.id, true);
    await node.useCases.addMembers(node.actor(ann), { roomId: room, users: [cat.user.id] });
    await told(client, cat, true);
    await node.useCases.removeMembers(node.actor(ann), { roomId: room, users: [cat.user.id] });
    const dan = await node.person('dan');
    node.tellPresence(dan.user.id, true);
    await node.useCases.addMembers(node.actor(ann), { roomId: room, users: [dan.user.id] });
    await told(client, dan, true);
    node.tellPresence(cat.user.id, false);
    node.tellPresence(bob.user.id, true);
    await told(client, bob, true);
    expect(toldOf(client, cat)).to.have.length(1);
  });

  it('from the start of its session is told of changes only, not how somebody new is', async () => {
    const asking = await RawClient.open(url, ann.token);
    await asking.ask('watch');
    const watching = await RawClient.open(`ws://${host}/watcher`, ann.token);
    node.tellPresence(bob.user.id, true);
    await told(watching, bob, true);
    node.tellPresence(cat.user.id, true);
    await group(cat);
    // One reading takes the new partner in for both.
    await told(asking, cat, true);
    node.tellPresence(cat.user.id, false);
    await told(watching, cat, false);
    expect(toldOf(watching, cat)).to.have.length(1);
  });

  it('keeps what was told while presence was read, although the reading is older', async () => {
    node.tellPresence(bob.user.id, true);
    const client = await RawClient.open(url, ann.token);
    const { presence } = node.ports;
    const read = presence.read.bind(presence);
    presence.read = async (ids) => {
      const before = await read(ids);
      node.tellPresence(bob.user.id, false);
      return before;
    };
    expect(await client.ask('watch')).to.deep.equal({ partners: [[bob.user.id, false]] });
    expect(node.knowledge.presenceOf(bob.user.id).online).to.equal(false);
    await told(client, bob, false);
  });
});
