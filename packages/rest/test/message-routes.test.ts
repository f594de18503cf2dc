import { expect } from 'chai';
import { describe, it } from 'mocha';
import { createTestApi, itemsOf } from './test-api.js';

async function conversation(texts: readonly string[] = []) {
  const api = createTestApi();
  const [ann, bob] = [await api.person('Ann'), await api.person('Bob')];
  const asAnn = (method: string, target: string, json?: unknown) =>
    api.call(method, target, { token: ann.token, ...(json !== undefined && { json }) });
  const { json } = await asAnn('POST', '/rooms', { type: 'direct', users: [bob.id] });
  const messages = `/rooms/${json.id}/messages`;
  for (const text of texts) await asAnn('POST', messages, { text });
  const texted = async (query: string) => {
    const page = await asAnn('GET', `${messages}?${query}`);
    return { texts: itemsOf(page).map(({ text }) => text), next: page.json.next };
  };
  return { ...api, ann, bob, room: Number(json.id), asAnn, messages, texted };
}

describe('messages over REST', () => {
  it('have their place, author and content', async () => {
    const { asAnn, messages, room, ann } = await conversation();
    const { status, json } = await asAnn('POST', messages, { text: 'hi', client_id: 'c-1' });
    expect(status).to.equal(201);
    expect(json).to.deep.include({
      room_id: room,
      seq: 1,
      text: 'hi',
      client_id: 'c-1',
      files: [],
      reply_to: null,
    });
    expect(json.user).to.include({ id: ann.id, role: 'member' });
  });

  it('sent again with the same client_id are the same message, with 200, and another content is a conflict', async () => {
    const { asAnn, messages } = await conversation();
    const first = await asAnn('POST', messages, { text: 'hi', client_id: 'c-1' });
    const again = await asAnn('POST', messages, { text: 'hi', client_id: 'c-1' });
    expect([again.status, again.json.id]).to.deep.equal([200, first.json.id]);
    expect((await asAnn('POST', messages, { text: 'ho', client_id: 'c-1' })).status).to.equal(409);
  });

  it('quote what they answer', async () => {
    const { asAnn, messages, ann } = await conversation();
    const { json } = await asAnn('POST', messages, { text: 'question' });
    const answer = await asAnn('POST', messages, { text: 'answer', reply_to: json.id });
    expect(answer.json.reply_to).to.deep.equal({ id: json.id, seq: 1, user_id: ann.id, text: 'question' });
  });

  it('come newest first, and further back with before', async () => {
    const { texted } = await conversation(['1', '2', '3', '4', '5']);
    expect(await texted('limit=2')).to.deep.equal({ texts: ['5', '4'], next: 4 });
    expect(await texted('limit=2&before=4')).to.deep.equal({ texts: ['3', '2'], next: 2 });
    expect(await texted('limit=2&before=2')).to.deep.equal({ texts: ['1'], next: null });
  });

  it('come oldest first with after', async () => {
    const { texted } = await conversation(['1', '2', '3']);
    expect(await texted('limit=2&after=0')).to.deep.equal({ texts: ['1', '2'], next: 2 });
    expect(await texted('limit=2&after=2')).to.deep.equal({ texts: ['3'], next: null });
  });

  it('refuse cursors that make no sense, and name them', async () => {
    const { asAnn, messages } = await conversation();
    const wrong: Readonly<Record<string, string>> = {
      'before=1&after=2': 'after',
      'before=x': 'before',
      'before=1&before=2': 'before',
      'after=-1': 'after',
      'after=1e3': 'after',
      'after=9007199254740993': 'after',
      'limit=0': 'limit',
      'limit=': 'limit',
    };
    for (const [query, field] of Object.entries(wrong)) {
      const { status, json } = await asAnn('GET', `${messages}?${query}`);
      expect([status, Object.keys(json.fields as object)], query).to.deep.equal([422, [field]]);
    }
    expect((await asAnn('GET', `${messages}?limit=100000`)).status, 'a wish for more is no mistake').to.equal(
      200,
    );
  });

  it('show who reacted, at most twenty of them', async () => {
    const { asAnn, messages, useCases, ann } = await conversation();
    const { json } = await asAnn('POST', messages, { text: 'hi' });
    const { actor } = await useCases.authenticate(ann.token);
    const messageId = json.id as unknown as Parameters<typeof useCases.deleteMessage>[1];
    await useCases.reactToMessage(actor, { messageId, emoji: '👍', on: true });
    const [message] = itemsOf(await asAnn('GET', messages));
    expect(message?.reactions).to.deep.equal([{ emoji: '👍', count: 1, user_ids: [ann.id] }]);
  });

  it('that were deleted keep their place and lose their content', async () => {
    const { asAnn, messages, useCases, ann } = await conversation(['gone']);
    const [before] = itemsOf(await asAnn('GET', messages));
    const { actor } = await useCases.authenticate(ann.token);
    await useCases.deleteMessage(
      actor,
      before?.id as unknown as Parameters<typeof useCases.deleteMessage>[1],
    );
    const [message] = itemsOf(await asAnn('GET', messages));
    expect(message).to.include({ seq: 1, text: '' });
    expect(message?.deleted_at).to.be.a('string');
  });

  it('are found by their words, in one room or in all', async () => {
    const { asAnn, call, room, bob, person } = await conversation(['green tea', 'black coffee']);
    const found = async (query: string) =>
      itemsOf(await asAnn('GET', `/search?${query}`)).map(({ text }) => text);
    expect(await found('q=tea')).to.deep.equal(['green tea']);
    expect(await found(`q=coffee&room=${room}`)).to.deep.equal(['black coffee']);
    const cy = await person('Cy');
    expect(itemsOf(await call('GET', '/search?q=tea', { token: cy.token }))).to.deep.equal([]);
    expect(itemsOf(await call('GET', '/search?q=tea', { token: bob.token }))).to.have.length(1);
  });
});
