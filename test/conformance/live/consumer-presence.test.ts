import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { ConsumerClient } from '../../harness/consumer-client.js';
import { eventually } from '../../harness/deadline.js';
import { newPerson, type Person, rest } from '../../harness/people.js';
import { type Deployment, openDeployment } from './deployment.js';

describe('consumer, live: presence', () => {
  let deployment: Deployment;
  let ann: Person;
  let bob: Person;
  let bobs: ConsumerClient;
  let chat: { readonly chat_type: 'group'; readonly chat_id: unknown };

  before(async () => {
    deployment = await openDeployment();
    const [one, two] = deployment.urls;
    [ann, bob] = await Promise.all([newPerson(one, 'Ann'), newPerson(two, 'Bob')]);
    const body = { type: 'group', users: [bob.id], title: 'Team' };
    const made = await rest(one, { method: 'POST', path: '/rooms', token: ann.token, body });
    chat = { chat_type: 'group', chat_id: made.body.id };
    bobs = await ConsumerClient.connect(deployment.wsUrls[1], bob.token);
  });

  after(async () => {
    bobs?.socket.terminate();
    await deployment?.stop();
  });

  const annIs = async (state: 'set_online' | 'set_offline'): Promise<void> => {
    const content = await bobs.next(state, ({ user_id }) => user_id === ann.id);
    expect(content).to.deep.equal({ user_id: ann.id });
  };

  it('is told by connecting, hiding, showing up, writing and leaving, each once and not to oneself', async () => {
    const anns = await ConsumerClient.connect(deployment.wsUrls[0], ann.token);
    await annIs('set_online');
    anns.send('set_offline');
    anns.send('set_offline', {});
    await annIs('set_offline');
    anns.send('set_online');
    await annIs('set_online');
    anns.send('set_offline');
    await annIs('set_offline');
    anns.send('new_message', { ...chat, message: 'here I am', reply_to: null });
    await annIs('set_online');
    await anns.next('new_message');
    await anns.close();
    await annIs('set_offline');
    const told = bobs.all('set_online', 'set_offline').filter(({ content }) => content.user_id === ann.id);
    expect(told.map(({ type }) => type)).to.deep.equal(
      ['online', 'offline', 'online', 'offline', 'online', 'offline'].map((state) => `set_${state}`),
    );
    const own = anns.all('set_online', 'set_offline').filter(({ content }) => content.user_id === ann.id);
    expect(own).to.deep.equal([]);
  });

  it('is told to somebody met meanwhile', async () => {
    const eve = await newPerson(deployment.urls[0], 'Eve');
    const eves = await ConsumerClient.connect(deployment.wsUrls[0], eve.token);
    const direct = { chat_type: 'direct', chat_id: [bob.id, eve.id].sort((a, b) => a - b).join('_') };
    eves.send('new_message', { ...direct, message: 'hello', reply_to: null });
    await bobs.next('new_message', ({ message }) => message === 'hello');
    // Who is watched follows the rooms soon, not at once: Eve hides again until Bob is told.
    let round = 0;
    await eventually('the news that Eve hides', async () => {
      round += 1;
      const text = `round ${round}`;
      eves.send('set_offline');
      eves.send('new_message', { ...direct, message: text, reply_to: null });
      await bobs.next('new_message', ({ message }) => message === text);
      return bobs.all('set_offline').some(({ content }) => content.user_id === eve.id);
    });
    await eves.close();
  });
});
