import { createUseCases, type RoomId } from '@crosstalk/domain';
import { createMemoryPorts, type MemoryPreviewStore } from '@crosstalk/testing';
import { expect } from 'chai';
import { describe, it } from 'mocha';

const PAGE = { url: 'https://example.com/a', title: 'A page', description: null, imageUrl: null };

async function createStage(linkPreviews: boolean) {
  const ports = createMemoryPorts({ linkPreviews });
  const useCases = createUseCases(ports);
  const ann = await useCases.registerUser(
    { email: 'ann@example.com', password: 'correct horse', firstName: 'Ann' },
    { address: '192.0.2.1' },
  );
  const { actor } = await useCases.authenticate(ann.accessToken);
  const bob = await useCases.registerUser(
    { email: 'bob@example.com', password: 'correct horse', firstName: 'Bob' },
    { address: '192.0.2.2' },
  );
  const { room } = await useCases.createRoom(actor, { type: 'group', users: [bob.user.id] });
  const post = (text: string) => useCases.postMessage(actor, { roomId: room.id as RoomId, text });
  const history = () => useCases.readHistory(actor, { roomId: room.id, limit: 50 });
  const keep = () =>
    ports.previews?.save(PAGE.url, { preview: PAGE, fetchedAt: 1, expiresAt: ports.clock.now() + 1 });
  return { ports, useCases, actor, post, history, keep };
}

function queriesOf(store: MemoryPreviewStore | null): readonly (readonly string[])[] {
  if (store === null) throw new Error('There are no previews.');
  return store.queries;
}

describe('The preview of a link', () => {
  it('stands in every view of a message that has the link first, by one query a page', async () => {
    const { ports, post, history, keep } = await createStage(true);
    const before = await post(`see ${PAGE.url}`);
    expect(before.message.preview).to.equal(null);
    await keep();
    const after = await post(`${PAGE.url}.`);
    expect(after.message.preview).to.deep.equal(PAGE);
    await post(`https://other.example/ and ${PAGE.url}`);
    await post('no link');
    const asked = queriesOf(ports.previews).length;
    const { messages } = await history();
    expect(messages.map(({ preview }) => preview?.title ?? null)).to.deep.equal([
      'A page',
      'A page',
      null,
      null,
    ]);
    expect(queriesOf(ports.previews).slice(asked)).to.deep.equal([[PAGE.url, 'https://other.example/']]);
  });

  it('goes with the text of a message that is edited or deleted', async () => {
    const { useCases, actor, post, history, keep } = await createStage(true);
    await keep();
    const [edited, deleted] = [await post(PAGE.url), await post(PAGE.url)];
    const view = await useCases.editMessage(actor, { messageId: edited.message.id, text: 'no link' });
    expect(view.preview).to.equal(null);
    await useCases.deleteMessage(actor, deleted.message.id);
    expect((await history()).messages.map(({ preview }) => preview)).to.deep.equal([null, null]);
  });

  it('costs nothing where messages have no links, and is nowhere when it is switched off', async () => {
    const on = await createStage(true);
    await on.post('no link');
    await on.history();
    expect(queriesOf(on.ports.previews)).to.deep.equal([]);
    const off = await createStage(false);
    expect((await off.post(PAGE.url)).message.preview).to.equal(null);
  });

  it('never keeps a message from being shown', async () => {
    const { ports, post, history } = await createStage(true);
    const store = ports.previews;
    if (store === null) throw new Error('There are no previews.');
    store.findMany = () => Promise.reject(new Error('away'));
    expect((await post(PAGE.url)).message.preview).to.equal(null);
    expect((await history()).messages).to.have.length(1);
  });
});
