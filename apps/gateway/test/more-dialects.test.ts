import { isDeepStrictEqual } from 'node:util';
import { type Dialect, row } from '@crosstalk/dialect-kit';
import { createLogger } from '@crosstalk/telemetry';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { z } from 'zod';
import { freshEnvironment } from '../../../test/harness/cluster.js';
import { eventually } from '../../../test/harness/deadline.js';
import { newPerson, type Person, rest } from '../../../test/harness/people.js';
import { readConfig } from '../src/compose/read-config.js';
import { type Gateway, startGateway } from '../src/start-gateway.js';
import { probeDialect } from './support/probe-dialect.js';
import { RawClient } from './support/raw-client.js';

const base = probeDialect({ name: 'sixth', transport: { kind: 'websocket', paths: ['/sixth'] } });
const sixth: Dialect = {
  ...base,
  showsRooms: true,
  rows: {
    ...base.rows,
    show: row({
      useCases: ['setVisibility'],
      input: z.object({ visible: z.boolean() }),
      run: async (call, { visible }) => {
        await call.useCases.setVisibility(call.actor, visible);
        return { visible };
      },
    }),
  },
};

describe('A dialect that is given to the gateways', () => {
  const gateways: Gateway[] = [];
  let ann: Person;
  let bob: Person;
  let room: number;

  before(async () => {
    const environment = {
      ...freshEnvironment(),
      PORT: '0',
      OPS_PORT: '0',
      DRAIN_SECONDS: '0',
      LOG_LEVEL: 'silent',
    };
    for (const _ of [1, 2]) {
      const config = readConfig(environment);
      const log = createLogger(config, { service: 'gateway' });
      gateways.push(await startGateway({ config, log, production: false, moreDialects: [sixth] }));
    }
    [ann, bob] = [await newPerson(http(0), 'Ann'), await newPerson(http(1), 'Bob')];
    const users = [bob.id];
    const body = { type: 'direct', users };
    const answer = await rest(http(0), { method: 'POST', path: '/rooms', token: ann.token, body });
    room = answer.body.id as number;
  });
  after(() => Promise.all(gateways.map((gateway) => gateway.drain())));

  const http = (index: number) => `http://127.0.0.1:${gateways[index]?.port}`;
  const open = (index: number, { token }: Person) =>
    RawClient.open(`ws://127.0.0.1:${gateways[index]?.port}/sixth`, token);

  it('shows rooms and people as every node knows them, hidden ones too', async () => {
    const watcher = await open(0, ann);
    const partners = async () => (await watcher.ask('watch')).partners;
    const here = await open(0, bob);
    await eventually('the partner is online', async () =>
      isDeepStrictEqual(await partners(), [[bob.id, true]]),
    );
    const there = await open(1, bob);
    // Answered by Redis behind the presence of this connection, which would show its user again.
    await there.ask('watch');
    await here.ask('show', { visible: false });
    await watcher.next('presence', ({ user, online }) => user === bob.id && online === false);
    expect(await partners()).to.deep.equal([[bob.id, false]]);
    // Told on the user's channel: the other node has heard of the hiding when it has heard of this room.
    const later = await rest(http(0), {
      method: 'POST',
      path: '/rooms',
      token: ann.token,
      body: { type: 'group', users: [bob.id], title: 'later' },
    });
    await there.next('joined', (payload) => payload.room === later.body.id);
    await there.ask('post', { room, text: 'I am here' });
    expect(await watcher.next('posted')).to.deep.equal({ text: 'I am here', members: 2 });
    await eventually('the message shows its author', () => watcher.all('presence').at(-1)?.online === true);
    for (const client of [watcher, here, there]) client.socket.close();
  });
});
