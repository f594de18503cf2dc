import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { DialogsClient, type Told } from '../../harness/dialogs-client.js';
import { newPerson, type Person } from '../../harness/people.js';
import { type Deployment, openDeployment } from './deployment.js';

describe('dialogs presence on real nodes', () => {
  let deployment: Deployment;
  let people: readonly [Person, Person];
  let ann: DialogsClient;
  let bob: DialogsClient;

  before(async () => {
    deployment = await openDeployment();
    const [here, there] = deployment.urls;
    people = [await newPerson(here, 'Ann'), await newPerson(there, 'Bob')];
    ann = await DialogsClient.enter(here, people[0].token);
    await ann.does('chat.start', { user_id: people[1].id, text: 'are you there?' });
  });

  after(async () => {
    for (const client of [ann, bob]) client?.close();
    await deployment?.stop();
  });

  const isBob = (online: boolean) => (told: Told) => told.id === people[1].id && told.online === online;

  it('tells a person who shares a room that somebody has come', async () => {
    bob = await DialogsClient.enter(deployment.urls[1], people[1].token);
    expect(await ann.next('on.user.online', isBob(true))).to.deep.equal({ id: people[1].id, online: true });
  });

  it('tells a device that comes later, right after its dialogs', async () => {
    const device = await DialogsClient.enter(deployment.urls[1], people[0].token);
    await device.next('on.user.online', isBob(true));
    const names = device.log.all.map(({ event }) => event);
    expect(names).to.deep.equal(['on.user.authorized', 'on.user.online']);
    expect(device.all('on.user.authorized')[0]?.dialogs[0]?.chat.user).to.include({ online: true });
    device.close();
  });

  it('tells that somebody has gone, once the grace is over', async () => {
    bob.close();
    expect(await ann.next('on.user.online', isBob(false))).to.deep.equal({ id: people[1].id, online: false });
  });
});
