import { createLogger } from '@crosstalk/telemetry';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { readConfig } from '../../apps/gateway/src/compose/read-config.js';
import { type Gateway, startGateway } from '../../apps/gateway/src/start-gateway.js';
import { ChannelsClient } from '../harness/channels-client.js';
import { Cluster } from '../harness/cluster.js';
import { newPerson } from '../harness/people.js';
import { pager } from './src/dialect.js';
import { TextSocket } from './text-socket.js';

describe('the example of a sixth dialect, on a real gateway', () => {
  let gateway: Gateway;
  let url: string;

  before(async () => {
    const { environment } = await Cluster.start({ gateways: 0 });
    const config = readConfig({ ...environment, PORT: '0', OPS_PORT: '0', DRAIN_SECONDS: '0' });
    const log = createLogger({ ...config, logLevel: 'silent' }, {});
    gateway = await startGateway({ config, log, production: false, moreDialects: [pager] });
    url = `http://127.0.0.1:${gateway.port}`;
  });

  after(async () => {
    await gateway?.drain();
  });

  it('talks with people of the native one', async () => {
    const [ann, bob] = [await newPerson(url, 'Ann'), await newPerson(url, 'Bob')];
    const channels = await ChannelsClient.connect(url, ann.token);
    const made = await channels.does<{ channel: { id: number } }>('channel-create', {
      type: 'group',
      title: 'duty',
      users: [bob.id],
    });
    const { id } = made.channel;
    const socket = await TextSocket.connect(`${url.replace('http', 'ws')}/ws/pager/`);
    socket.send(`HELLO ${bob.token}`);
    expect(await socket.next()).to.equal(`OK ${bob.id}`);
    await channels.does('message-send', { channelId: id, text: 'the pump is on fire' });
    expect(await socket.next()).to.match(new RegExp(`^MSG ${id} .* Ann: the pump is on fire$`));
    socket.send(`SAY ${id} on my way`);
    expect(await socket.next()).to.match(/^OK \d+$/);
    await channels.next('message-created', ({ text }) => text === 'on my way');
    socket.close();
    channels.close();
  });
});
