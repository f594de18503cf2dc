import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { ConsumerClient, type ConsumerFrame } from '../../harness/consumer-client.js';
import { newPerson, type Person, rest } from '../../harness/people.js';
import { type Deployment, openDeployment } from './deployment.js';

type Content = ConsumerFrame['content'];

/** Two devices of Ann on different nodes, one of Bob, and Eve who shares nothing with them at first. */
describe('consumer, live: chats', () => {
  let deployment: Deployment;
  let [ann, bob, eve]: Person[] = [];
  let sockets: ConsumerClient[] = [];

  before(async () => {
    deployment = await openDeployment();
    const [one, two] = deployment.urls;
    [ann, bob, eve] = await Promise.all([
      newPerson(one, 'Ann'),
      newPerson(two, 'Bob'),
      newPerson(one, 'Eve'),
    ]);
    const [first, second] = deployment.wsUrls;
    sockets = await Promise.all([
      ConsumerClient.connect(first, some(ann).token),
      ConsumerClient.connect(second, some(ann).token, 'subprotocol'),
      ConsumerClient.connect(second, some(bob).token),
      ConsumerClient.connect(first, some(eve).token),
    ]);
  });

  after(async () => {
    for (const socket of sockets) socket.socket.terminate();
    await deployment?.stop();
  });

  const socketAt = (index: number): ConsumerClient => some(sockets[index]);
  const pair = (one = some(ann), other = some(bob)) => ({
    chat_type: 'direct',
    chat_id: `${Math.min(one.id, other.id)}_${Math.max(one.id, other.id)}`,
  });
  const everywhere = (type: string, matches: (content: Content) => boolean): Promise<Content[]> =>
    Promise.all([0, 1, 2].map((index) => socketAt(index).next(type, matches)));
  /** Sends and waits until it is everywhere. */
  const post = async (
    from: ConsumerClient,
    content: { readonly message: string; readonly [field: string]: unknown },
  ): Promise<Content> => {
    from.send('new_message', { reply_to: null, ...content });
    const [told] = await everywhere('new_message', ({ message }) => message === content.message);
    return some(told);
  };

  it('begins with the first message, which everybody gets on every node, in the order of its frames', async () => {
    const texts = Array.from({ length: 5 }, (_, index) => `begin ${index}`);
    for (const message of texts) socketAt(0).send('new_message', { ...pair(), message, reply_to: null });
    for (const message of texts) await everywhere('new_message', (told) => told.message === message);
    for (const index of [0, 1, 2]) {
      const told = socketAt(index)
        .all('new_message')
        .map(({ content }) => content);
      expect(told.map(({ message, seq }) => [message, seq])).to.deep.equal(
        texts.map((text, at) => [text, at + 1]),
      );
      for (const content of told) {
        expect(content).to.deep.include({
          ...pair(),
          user_id: some(ann).id,
          user: { id: some(ann).id, name: 'Ann', avatar: null },
          reply_to: null,
        });
        expect(content).to.have.all.keys(
          ...['chat_type', 'chat_id', 'id', 'seq', 'user_id', 'user', 'message', 'reply_to', 'created_at'],
        );
      }
    }
  });

  it('confirms to the sending socket alone what it called its message, and a retry on another node once more', async () => {
    const content = { ...pair(), message: 'named', client_id: 'c1' };
    const { id } = await post(socketAt(0), content);
    socketAt(1).send('new_message', { ...content, reply_to: null });
    const again = await socketAt(1).next('new_message', ({ client_id }) => client_id === 'c1');
    expect(again).to.include({ id, message: 'named' });
    await post(socketAt(2), { ...pair(), message: 'after named' });
    const counts = [0, 1, 2].map(
      (index) =>
        socketAt(index)
          .all('new_message')
          .filter(({ content: told }) => told.id === id).length,
    );
    expect(counts).to.deep.equal([1, 2, 1]);
    expect(
      socketAt(0)
        .all('new_message')
        .filter(({ content: told }) => 'client_id' in told),
    ).to.have.length(1);
    expect(
      socketAt(2)
        .all('new_message')
        .filter(({ content: told }) => 'client_id' in told),
    ).to.deep.equal([]);
  });

  it('tells of typing, reading and deleting who did it, the sender’s other device too', async () => {
    const { id } = await post(socketAt(2), { ...pair(), message: 'to be read' });
    const answer = await post(socketAt(0), { ...pair(), message: 'an answer', reply_to: id });
    expect(answer.reply_to).to.equal(id);

    socketAt(0).send('user_typing', pair());
    const typing = await Promise.all([1, 2].map((index) => socketAt(index).next('user_typing')));
    for (const content of typing) expect(content).to.deep.equal({ ...pair(), user_id: some(ann).id });

    socketAt(0).send('message_read', { ...pair(), message_id: id });
    const read = { ...pair(), message_id: id, user_id: some(ann).id };
    for (const content of await everywhere('message_read', () => true)) expect(content).to.deep.equal(read);

    socketAt(0).send('delete_message', { ...pair(), message_id: answer.id });
    const deleted = { ...pair(), message_id: answer.id, user_id: some(ann).id };
    for (const content of await everywhere('delete_message', () => true))
      expect(content).to.deep.equal(deleted);
    // The confirmation came later than a notice of typing would have.
    expect(socketAt(0).all('user_typing')).to.deep.equal([]);
  });

  it('meets in one room when both write first at once on different nodes', async () => {
    const chat = pair(some(bob), some(eve));
    const both = [socketAt(2), socketAt(3)];
    for (const [index, socket] of both.entries())
      socket.send('new_message', { ...chat, message: `at once ${index}` });
    for (const socket of both) {
      const told = await Promise.all(
        [0, 1].map((index) => socket.next('new_message', ({ message }) => message === `at once ${index}`)),
      );
      expect(new Set(told.map(({ seq }) => seq))).to.deep.equal(new Set([1, 2]));
      for (const content of told) expect(content).to.include(chat);
    }
  });

  it('has projects whose members are said over REST, for members only', async () => {
    const projectId = some(ann).id;
    const chat = { chat_type: 'project', chat_id: projectId };
    const [one, two] = deployment.urls;
    const put = (url: string, person: Person, users: readonly number[]) =>
      rest(url, {
        method: 'PUT',
        path: `/projects/${projectId}/members`,
        token: person.token,
        body: { users },
      });
    expect((await put(one, some(ann), [some(bob).id])).status).to.equal(201);
    expect((await put(two, some(bob), [some(eve).id])).status).to.equal(403);
    expect((await put(two, some(eve), [some(eve).id])).status).to.equal(404);

    await post(socketAt(1), { ...chat, message: 'to the project' });
    socketAt(3).send('new_message', { ...chat, message: 'let me in', reply_to: null });
    expect(await socketAt(3).next('error')).to.include({ code: 'not_found', event: 'new_message' });

    expect((await put(two, some(ann), [])).status).to.equal(200);
    const removed = await socketAt(2).next('chat_removed');
    expect(removed).to.deep.equal({ ...chat, reason: 'removed' });
    socketAt(2).send('new_message', { ...chat, message: 'still here?', reply_to: null });
    expect(await socketAt(2).next('error')).to.include({ code: 'not_found' });
  });

  it('names what is wrong with a frame by its field', async () => {
    const [low, high] = pair().chat_id.split('_');
    const wrong = [
      [{ ...pair(), chat_id: `${high}_${low}`, message: 'x' }, 'chat_id'],
      [{ ...pair(), chat_id: `${low}_${low}`, message: 'x' }, 'chat_id'],
      [{ ...pair(), chat_id: `0${low}_${high}`, message: 'x' }, 'chat_id'],
      [{ ...pair(some(bob), some(eve)), message: 'x' }, 'chat_id'],
      [{ ...pair(), message: ' ' }, 'message'],
      [{ ...pair(), message: 'x', reply_to: 'one' }, 'reply_to'],
      [{ chat_type: 'channel', chat_id: 1, message: 'x' }, 'chat_type'],
    ] as const;
    for (const [content, field] of wrong) {
      socketAt(0).send('new_message', content);
      const error = await socketAt(0).next('error');
      expect(error).to.include({ code: 'invalid', event: 'new_message' });
      expect(Object.keys(error.fields as object)).to.deep.equal([field]);
    }
  });
});

function some<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('is not there');
  return value;
}
