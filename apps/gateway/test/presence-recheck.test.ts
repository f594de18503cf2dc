import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { MemoryNode, type Person } from './support/memory-node.js';
import { probeDialect } from './support/probe-dialect.js';
import { RawClient } from './support/raw-client.js';

const transport = { kind: 'websocket', paths: ['/probe'] } as const;
const probe = probeDialect({ name: 'probe', transport });

describe('Presence that changed while Redis was away', () => {
  let node: MemoryNode;
  let client: RawClient;
  let bob: Person;
  let cat: Person;

  beforeEach(async () => {
    node = new MemoryNode();
    const host = await node.listen(probe);
    const ann = await node.person('ann');
    [bob, cat] = [await node.person('bob'), await node.person('cat')];
    for (const { user } of [bob, cat]) {
      await node.useCases.createRoom(node.actor(ann), { type: 'direct', users: [user.id] } as never);
      node.tellPresence(user.id, true);
    }
    client = await RawClient.open(`ws://${host}/probe`, ann.token);
    await client.ask('watch');
  });
  afterEach(async () => {
    await node.close();
    expect(node.failures).to.deep.equal([]);
  });

  it('is told to who watches, as soon as every node has said again who is connected to it', async () => {
    node.ports.presence.setOffline(bob.user.id, 7);
    await node.sessions.resync();
    expect(client.all('presence')).to.deep.equal([]);
    node.ports.timers.advance(node.presenceLeaseMs);
    const told = await client.next('presence', ({ user }) => user === bob.user.id);
    expect(told).to.include({ online: false });
    expect(node.knowledge.presenceOf(bob.user.id).online).to.equal(false);
  });

  it('is no news of those who are as they were', async () => {
    await node.sessions.resync();
    node.ports.timers.advance(node.presenceLeaseMs);
    node.ports.presence.setOffline(cat.user.id, 7);
    await node.sessions.resync();
    node.ports.timers.advance(node.presenceLeaseMs);
    await client.next('presence', ({ user }) => user === cat.user.id);
    expect(client.all('presence').map(({ user }) => user)).to.deep.equal([cat.user.id]);
  });
});
