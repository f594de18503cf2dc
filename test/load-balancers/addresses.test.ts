import { randomUUID } from 'node:crypto';
import { describeWith } from '@crosstalk/testing';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { Cluster } from '../harness/cluster.js';
import { balancers, Doors } from './balancers.js';
import { requestFrom } from './request-from.js';

/** Registrations of one address in an hour, which is how the address shows that the gateway believes in. */
const LIMIT = 2;
const CREATED = 201;
const TOO_MANY = 429;

/** What a client may try; each time another address. */
const forgeries: Readonly<Record<string, (turn: number) => Readonly<Record<string, string | string[]>>>> = {
  nothing: () => ({}),
  'one X-Forwarded-For': (turn) => ({ 'x-forwarded-for': `203.0.113.${turn}` }),
  'a chain of them': (turn) => ({ 'x-forwarded-for': `203.0.113.${turn}, 127.0.0.1` }),
  'several lines of them': (turn) => ({ 'x-forwarded-for': [`203.0.113.${turn}`, '127.0.0.1'] }),
  'other headers': (turn) => ({ forwarded: `for=203.0.113.${turn}`, 'x-real-ip': `203.0.113.${turn}` }),
};

describe('The address of a client', () => {
  let cluster: Cluster;
  let doors: Doors;
  let hosts = 0;

  before(async () => {
    // The balancers speak from 127.0.0.1, the clients of these tests from elsewhere on the same machine.
    const environment = { TRUST_PROXY: '127.0.0.1', REGISTRATIONS_PER_HOUR: `${LIMIT}` };
    cluster = await Cluster.start({ gateways: 1, environment });
    doors = await Doors.open(cluster.gateways);
  });

  after(async () => {
    await doors?.close();
    await cluster?.stop();
  });

  /** One that nobody has come from. */
  const newAddress = (): string => {
    hosts += 1;
    return `127.0.7.${hosts}`;
  };

  const register = async (
    url: string,
    localAddress: string,
    headers: Readonly<Record<string, string | string[]>>,
  ): Promise<number> => {
    const body = JSON.stringify({
      email: `${randomUUID()}@example.com`,
      password: 'correct horse battery',
      first_name: 'Ann',
    });
    const options = {
      method: 'POST',
      localAddress,
      headers: { 'content-type': 'application/json', ...headers },
    };
    return (await requestFrom(`${url}/api/v1/auth/register`, { ...options, body })).status;
  };

  const untilRefused = async (url: string, forgery: (turn: number) => object): Promise<number[]> => {
    const address = newAddress();
    const statuses: number[] = [];
    for (let turn = 0; turn <= LIMIT; turn += 1)
      statuses.push(await register(url, address, { ...forgery(turn) }));
    return statuses;
  };

  const expected = [...Array<number>(LIMIT).fill(CREATED), TOO_MANY];

  for (const { name, program } of balancers) {
    describeWith([program], `through ${name}`, () => {
      for (const [what, forgery] of Object.entries(forgeries)) {
        it(`is the one it comes from, when it sends ${what}`, async () => {
          expect(await untilRefused(doors.of(name).url, forgery)).to.deep.equal(expected);
        });
      }
    });
  }

  for (const [what, forgery] of Object.entries(forgeries)) {
    it(`is the one it comes from without a balancer, when it sends ${what}`, async () => {
      expect(await untilRefused(cluster.node(0).url, forgery)).to.deep.equal(expected);
    });
  }

  it('is believed from the address of the balancer alone', async () => {
    const { url } = cluster.node(0);
    const forwarded = { 'x-forwarded-for': '203.0.113.200' };
    for (let turn = 0; turn < LIMIT; turn += 1)
      expect(await register(url, '127.0.0.1', forwarded)).to.equal(CREATED);
    expect(await register(url, '127.0.0.1', forwarded)).to.equal(TOO_MANY);
    expect(await register(url, newAddress(), forwarded)).to.equal(CREATED);
  });
});
