import type { UserId } from '@crosstalk/domain';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { createTestApi, itemsOf, type Json } from './test-api.js';

async function threePeople() {
  const api = createTestApi();
  const [ann, bob, cy] = [await api.person('Ann'), await api.person('Bob'), await api.person('Cy')];
  const asAnn = (method: string, target: string, json?: unknown) =>
    api.call(method, target, { token: ann.token, ...(json !== undefined && { json }) });
  return { ...api, ann, bob, cy, asAnn };
}

describe('rooms over REST', () => {
  it('are made with 201, and a direct one that is there is answered with 200', async () => {
    const { asAnn, bob } = await threePeople();
    const first = await asAnn('POST', '/rooms', { type: 'direct', users: [bob.id] });
    const again = await asAnn('POST', '/rooms', { type: 'direct', users: [bob.id] });
    expect([first.status, again.status]).to.deep.equal([201, 200]);
    expect(again.json.id).to.equal(first.json.id);
  });

  it('show people with their role and presence', async () => {
    const { asAnn, ann, bob, ports } = await threePeople();
    ports.presence.setOnline(bob.id as UserId);
    const { json } = await asAnn('POST', '/rooms', { type: 'group', users: [bob.id], title: 'Tea' });
    expect(json).to.deep.include({
      type: 'group',
      title: 'Tea',
      project_id: null,
      owner_id: ann.id,
      member_count: 2,
    });
    const users = (json.users as readonly Json[]).map(({ id, role, online }) => [id, role, online]);
    expect(users).to.have.deep.members([
      [ann.id, 'owner', false],
      [bob.id, 'member', true],
    ]);
  });

  it('are listed newest first in pages that follow each other', async () => {
    const { asAnn, bob, ports } = await threePeople();
    for (const title of ['a', 'b', 'c']) {
      ports.clock.advance(1_000);
      await asAnn('POST', '/rooms', { type: 'group', users: [bob.id], title });
    }
    const first = await asAnn('GET', '/rooms?limit=2');
    expect(itemsOf(first).map(({ title }) => title)).to.deep.equal(['c', 'b']);
    const second = await asAnn('GET', `/rooms?limit=2&before=${first.json.next}`);
    expect(itemsOf(second).map(({ title }) => title)).to.deep.equal(['a']);
    expect(second.json.next).to.equal(null);
  });

  it('read presence once, however many are listed', async () => {
    const { asAnn, bob, cy, ports } = await threePeople();
    for (const other of [bob, cy]) await asAnn('POST', '/rooms', { type: 'direct', users: [other.id] });
    let reads = 0;
    const { presence } = ports;
    const read = presence.read.bind(presence);
    presence.read = (ids) => {
      reads += 1;
      return read(ids);
    };
    await asAnn('GET', '/rooms');
    expect(reads).to.equal(1);
  });

  it('count what the caller has not read', async () => {
    const { asAnn, call, bob } = await threePeople();
    const { json } = await asAnn('POST', '/rooms', { type: 'direct', users: [bob.id] });
    for (const text of ['one', 'two', 'three']) await asAnn('POST', `/rooms/${json.id}/messages`, { text });
    const read = await call('POST', `/rooms/${json.id}/read`, { token: bob.token, json: { seq: 1 } });
    expect(read.json).to.deep.equal({ read_seq: 1, unread: 2 });
    const seen = await call('GET', `/rooms/${json.id}`, { token: bob.token });
    expect(seen.json).to.include({ seq: 3, read_seq: 1, unread: 2 });
    expect(seen.json.last_message).to.include({ text: 'three' });
    expect((await call('POST', `/rooms/${json.id}/read`, { token: bob.token })).json.unread).to.equal(0);
  });

  it('do not show a last message that the caller cleared away', async () => {
    const { asAnn, ann, bob, ports } = await threePeople();
    const { json } = await asAnn('POST', '/rooms', { type: 'direct', users: [bob.id] });
    await asAnn('POST', `/rooms/${json.id}/messages`, { text: 'gone' });
    const [roomId, userId] = [json.id, ann.id] as unknown as Parameters<typeof ports.world.patchMember>;
    ports.world.patchMember(roomId, userId, { clearedSeq: 1 });
    expect((await asAnn('GET', `/rooms/${json.id}`)).json).to.include({ last_message: null, unread: 0 });
  });

  it('are renamed for all and muted for oneself', async () => {
    const { asAnn, call, bob } = await threePeople();
    const { json } = await asAnn('POST', '/rooms', { type: 'group', users: [bob.id], title: 'Tea' });
    expect((await asAnn('PATCH', `/rooms/${json.id}`, { title: 'Chai', muted: true })).json).to.include({
      title: 'Chai',
      muted: true,
    });
    const seen = await call('GET', `/rooms/${json.id}`, { token: bob.token });
    expect(seen.json).to.include({ title: 'Chai', muted: false });
    expect((await asAnn('PATCH', `/rooms/${json.id}`, {})).json).to.include({ title: 'Chai', muted: true });
  });

  it('stay unmuted when the title in the same request is refused', async () => {
    const { asAnn, bob } = await threePeople();
    const { json } = await asAnn('POST', '/rooms', { type: 'direct', users: [bob.id] });
    expect((await asAnn('PATCH', `/rooms/${json.id}`, { title: 'Us', muted: true })).status).to.equal(403);
    expect((await asAnn('GET', `/rooms/${json.id}`)).json.muted).to.equal(false);
  });

  it('take in and let go of people one by one', async () => {
    const { asAnn, call, bob, cy } = await threePeople();
    const { json } = await asAnn('POST', '/rooms', { type: 'group', users: [bob.id] });
    const member = `/rooms/${json.id}/members/${cy.id}`;
    expect((await asAnn('PUT', member)).json.member_count).to.equal(3);
    expect((await asAnn('PUT', member)).json.member_count).to.equal(3);
    expect((await call('DELETE', member, { token: cy.token })).status).to.equal(204);
    expect((await call('GET', `/rooms/${json.id}`, { token: cy.token })).status).to.equal(404);
  });

  it('of projects are made once and then given exactly the people named', async () => {
    const { asAnn, bob, cy } = await threePeople();
    const first = await asAnn('PUT', '/projects/7/members', { users: [bob.id], title: 'House' });
    const second = await asAnn('PUT', '/projects/7/members', { users: [cy.id] });
    expect([first.status, second.status]).to.deep.equal([201, 200]);
    expect(second.json).to.include({
      id: first.json.id,
      type: 'project',
      project_id: 7,
      title: 'House',
      member_count: 2,
    });
  });
});
