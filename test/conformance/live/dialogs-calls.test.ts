import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { ChannelsClient } from '../../harness/channels-client.js';
import { eventually } from '../../harness/deadline.js';
import { DialogsClient, type Told, VARIANTS } from '../../harness/dialogs-client.js';
import { newPerson, type Person } from '../../harness/people.js';
import { type Deployment, openDeployment } from './deployment.js';

const OFFER = { ice_candidate: { candidate: 'a' }, session_description: { type: 'offer', sdp: 'v=0' } };
const ANSWER = { ice_candidate: { candidate: 'b' }, session_description: { type: 'answer', sdp: 'v=0' } };

const by = (version: 2 | 4, transport: string) =>
  VARIANTS.find((each) => each.version === version && each.transports.join() === transport);

describe('dialogs calls on real nodes', () => {
  let deployment: Deployment;
  let ann: DialogsClient;
  let bobsPhone: DialogsClient;
  let bobsLaptop: DialogsClient;
  let eve: DialogsClient;
  let cat: ChannelsClient;
  let people: Readonly<Record<'ann' | 'bob' | 'eve' | 'cat' | 'zoe', Person>>;

  before(async () => {
    deployment = await openDeployment();
    const [here, there] = deployment.urls;
    people = {
      ann: await newPerson(here, 'Ann'),
      bob: await newPerson(there, 'Bob'),
      eve: await newPerson(here, 'Eve'),
      cat: await newPerson(there, 'Cat'),
      zoe: await newPerson(here, 'Zoe'),
    };
    ann = await DialogsClient.enter(here, people.ann.token);
    bobsPhone = await DialogsClient.enter(there, people.bob.token, by(2, 'polling'));
    bobsLaptop = await DialogsClient.enter(here, people.bob.token, by(4, 'polling,websocket'));
    eve = await DialogsClient.enter(there, people.eve.token, by(2, 'websocket'));
    cat = await ChannelsClient.connect(there, people.cat.token);
    for (const { id } of [people.bob, people.cat]) await ann.does('chat.start', { user_id: id, text: 'hi' });
    await eve.does('chat.start', { user_id: people.bob.id, text: 'hi' });
    await eventually('everybody to be online', async () => {
      const { dialogs } = await ann.does('user.auth', { token: people.ann.token });
      return dialogs.length === 2 && dialogs.every(({ chat }) => chat.user?.online);
    });
  });

  after(async () => {
    for (const client of [ann, bobsPhone, bobsLaptop, eve, cat]) client?.close();
    await deployment?.stop();
  });

  const isWith = (id: number, reason?: string) => (told: Told) =>
    told.user.id === id && (reason === undefined || told.reason === reason);

  it('ring on every device, are answered on one and end on both sides', async () => {
    const { id: annId } = people.ann;
    const { id: bobId } = people.bob;
    ann.emit('call.start', { user_id: bobId, ...OFFER });
    for (const device of [bobsPhone, bobsLaptop]) {
      const { user, ...signal } = await device.next('on.call.init');
      expect(user.id).to.equal(annId);
      expect(signal).to.deep.equal(OFFER);
    }
    bobsPhone.emit('call.answer', { user_id: annId, ...ANSWER });
    const { user, ...signal } = await ann.next('on.call.answer');
    expect(user.id).to.equal(bobId);
    expect(signal).to.deep.equal(ANSWER);
    await bobsLaptop.next('on.call.end', isWith(annId, 'answered_elsewhere'));
    expect((await bobsLaptop.ask('call.answer', { user_id: annId })).error?.code).to.equal('not_found');

    await ann.does('call.ice', { user_id: bobId, ice_candidate: { candidate: 'c' } });
    expect((await bobsPhone.next('on.call.ice')).ice_candidate).to.deep.equal({ candidate: 'c' });
    await bobsPhone.does('call.ice', { user_id: annId, ice_candidate: { candidate: 'd' } });
    expect((await ann.next('on.call.ice')).ice_candidate).to.deep.equal({ candidate: 'd' });
    expect(bobsLaptop.all('on.call.ice')).to.deep.equal([]);

    await bobsPhone.does('call.end', { user_id: annId });
    await ann.next('on.call.end', isWith(bobId, 'hangup'));
  });

  it('find somebody busy, and stop ringing when the caller gives up', async () => {
    const { id: bobId } = people.bob;
    await ann.does('call.start', { user_id: bobId, ...OFFER });
    const busy = await eve.ask('call.start', { user_id: bobId, ...OFFER });
    expect(busy.error?.code).to.equal('callee_busy');
    expect(await eve.next('on.error')).to.include({ event: 'call.start', code: 'callee_busy' });
    await ann.does('call.end', { user_id: bobId });
    for (const device of [bobsPhone, bobsLaptop]) {
      await device.next('on.call.init', isWith(people.ann.id));
      await device.next('on.call.end', isWith(people.ann.id, 'hangup'));
    }
  });

  it('are declined on one device and stop ringing on the other', async () => {
    await eve.does('call.start', { user_id: people.bob.id, ...OFFER });
    await bobsLaptop.next('on.call.init', isWith(people.eve.id));
    await bobsLaptop.does('call.end', { user_id: people.eve.id });
    await eve.next('on.call.end', isWith(people.bob.id, 'declined'));
    await bobsPhone.next('on.call.end', isWith(people.eve.id, 'declined'));
  });

  it('need somebody who shares a room and is online', async () => {
    const { id: zoeId } = people.zoe;
    const stranger = await ann.ask('call.start', { user_id: zoeId, ...OFFER });
    expect(stranger.error?.code).to.equal('not_found');
    await ann.does('chat.start', { user_id: zoeId, text: 'hi' });
    const offline = await ann.ask('call.start', { user_id: zoeId, ...OFFER });
    expect(offline.error?.code).to.equal('callee_offline');
  });

  it('end when the socket of the other end goes away', async () => {
    const caller = await DialogsClient.enter(deployment.urls[1], people.eve.token, by(4, 'websocket'));
    await caller.does('call.start', { user_id: people.bob.id, ...OFFER });
    await bobsPhone.next('on.call.init', isWith(people.eve.id));
    await bobsPhone.does('call.answer', { user_id: people.eve.id, ...ANSWER });
    await caller.next('on.call.answer');
    caller.close();
    await bobsPhone.next('on.call.end', isWith(people.eve.id, 'disconnected'));
  });

  it('go to and come from people of another API', async () => {
    const { id: annId } = people.ann;
    const { id: catId } = people.cat;
    await ann.does('call.start', { user_id: catId, ...OFFER });
    const rung = await cat.next('call-init');
    expect(rung.data).to.deep.include({
      iceCandidate: OFFER.ice_candidate,
      sessionDescription: OFFER.session_description,
    });
    const answer = { iceCandidate: ANSWER.ice_candidate, sessionDescription: ANSWER.session_description };
    await cat.does('call-answer', { userId: annId, ...answer });
    const { user, ...signal } = await ann.next('on.call.answer', isWith(catId));
    expect(user.id).to.equal(catId);
    expect(signal).to.deep.equal(ANSWER);
    await ann.does('call.end', { user_id: catId });
    expect((await cat.next('call-ended')).data.reason).to.equal('hangup');

    await cat.does('call-start', { userId: annId, ...answer });
    const { user: caller, ...offer } = await ann.next('on.call.init');
    expect(caller.id).to.equal(catId);
    expect(offer).to.deep.equal(ANSWER);
    await ann.does('call.end', { user_id: catId });
    expect((await cat.next('call-ended')).data.reason).to.equal('declined');
  });
});
