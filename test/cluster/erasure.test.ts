import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { ChannelsClient } from '../harness/channels-client.js';
import { Cluster } from '../harness/cluster.js';
import { eventually } from '../harness/deadline.js';
import { newPerson, type Person, rest } from '../harness/people.js';

const PASSWORD = 'correct horse battery';

describe('Somebody who is erased', () => {
  let cluster: Cluster;
  let ann: Person;
  let bob: Person;
  let bobSocket: ChannelsClient;
  before(async () => {
    cluster = await Cluster.start({ gateways: 2, worker: true });
    ann = await newPerson(cluster.node(0).url, 'Ann');
    bob = await newPerson(cluster.node(1).url, 'Bob');
    bobSocket = await ChannelsClient.connect(cluster.node(1).url, bob.token);
  });
  after(async () => {
    bobSocket?.close();
    await cluster?.stop();
  });

  it('is out at once on every node, and their messages go before the eyes of the others', async () => {
    const call = (node: number, method: string, path: string, body?: unknown) =>
      rest(cluster.node(node).url, {
        method,
        path,
        token: ann.token,
        ...(body === undefined ? {} : { body }),
      });
    const made = await call(0, 'POST', '/rooms', { type: 'group', users: [bob.id], title: 'Tea' });
    const room = Number(made.body.id);
    const posted = await call(0, 'POST', `/rooms/${room}/messages`, { text: 'to be forgotten' });
    const isIt = ({ id }: { readonly id?: unknown }): boolean => String(id) === String(posted.body.id);
    await bobSocket.next('message-created', isIt);
    // On both nodes, one of which hears of it through Redis only.
    const sockets = [
      await ChannelsClient.connect(cluster.node(0).url, ann.token),
      await ChannelsClient.connect(cluster.node(1).url, ann.token),
    ];
    const closed = sockets.map(({ socket }) => new Promise((resolve) => socket.once('disconnect', resolve)));

    const asked = await call(0, 'DELETE', '/me', { messages: 'delete', password: PASSWORD });
    expect(asked.status).to.equal(202);
    expect((await call(0, 'GET', '/me')).status).to.equal(401);
    expect((await call(1, 'GET', '/me')).status).to.equal(401);
    await Promise.all(closed);
    const again = await ChannelsClient.connect(cluster.node(1).url);
    expect(await again.ask('auth', { token: ann.token })).to.deep.include({ ok: false });
    again.close();

    await bobSocket.next('message-deleted', isIt);
    const report = async () => (await rest(cluster.node(1).url, { path: `/erasures/${asked.body.id}` })).body;
    await eventually('the report says that it is done', async () => (await report()).status === 'done');
    const { removed } = await report();
    expect(removed).to.include({ profile: 1, sessions: 1, rooms: 1, messages: 1 });
    const seen = await rest(cluster.node(1).url, { path: `/users/${ann.id}`, token: bob.token });
    expect(seen.body).to.include({ first_name: 'Deleted user', last_name: null, photo: null });
    const left = await rest(cluster.node(1).url, { path: `/rooms/${room}`, token: bob.token });
    expect(left.body).to.include({ owner_id: bob.id, member_count: 1 });
  });
});
