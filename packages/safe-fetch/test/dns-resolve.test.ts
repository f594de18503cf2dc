import { isIP } from 'node:net';
import { dnsResolve } from '@crosstalk/safe-fetch';
import { expect } from 'chai';
import { afterEach, describe, it } from 'mocha';
import { within } from '../../../test/harness/deadline.js';
import { ask, reasonOf } from './support/ask.js';
import { type DnsServer, serveDns } from './support/dns-server.js';
import { servers } from './support/servers.js';

const host = 'hook.example.com';

describe('The resolver', () => {
  const start = servers();
  const running: DnsServer[] = [];

  async function dns(records: Parameters<typeof serveDns>[0]): Promise<DnsServer> {
    const server = await serveDns(records);
    running.push(server);
    return server;
  }

  afterEach(() => {
    for (const server of running.splice(0)) server.close();
  });

  it('gives the addresses of both families', async () => {
    const { address } = await dns({
      a: [
        [93, 184, 216, 34],
        [10, 0, 0, 1],
      ],
      aaaa: [`20010db8${'0'.repeat(23)}1`],
    });
    const signal = new AbortController().signal;
    const found = await within(dnsResolve([address])({ host, listed: false, signal }), 'an answer');
    expect(found).to.deep.equal(['93.184.216.34', '10.0.0.1', '2001:db8::1']);
  });

  it('gives one family when the other has none, and nothing when both have none', async () => {
    const signal = new AbortController().signal;
    for (const [records, expected] of [
      [{ a: [[127, 0, 0, 1]] }, ['127.0.0.1']],
      [{ aaaa: [`${'0'.repeat(31)}1`] }, ['::1']],
      [{}, []],
    ] as const) {
      const { address } = await dns(records);
      expect(await dnsResolve([address])({ host, listed: false, signal })).to.deep.equal(expected);
    }
  });

  it('leads a request to its server, or to the refusal of its addresses', async () => {
    const server = await start((_, answer) => answer.end());
    const url = `http://${host}:${server.port}/`;
    const allow = ['127.0.0.1'];
    const good = dnsResolve([(await dns({ a: [[127, 0, 0, 1]] })).address]);
    expect(await reasonOf(ask({ url }, { allow, resolve: good }))).to.equal('answered 200');
    const mixed = dnsResolve([(await dns({ a: [[127, 0, 0, 1]], aaaa: [`${'0'.repeat(31)}1`] })).address]);
    expect(await reasonOf(ask({ url }, { allow, resolve: mixed }))).to.equal('forbidden_address');
    const none = dnsResolve([(await dns({})).address]);
    expect(await reasonOf(ask({ url }, { allow, resolve: none }))).to.equal('not_resolved');
  });

  it('does not go on asking a silent server when the request is given up', async () => {
    const server = await dns('silence');
    const giveUp = new AbortController();
    const answer = dnsResolve([server.address])({ host, listed: false, signal: giveUp.signal });
    giveUp.abort();
    // Two questions, one for each family, are under way already. A third one would be a repetition.
    const repeated = server.asked(3).then(() => 'asked again');
    expect(await within(Promise.race([answer, repeated]), 'the end of the question', 30_000)).to.deep.equal(
      [],
    );
  });

  it('asks the system for a host that the operator listed', async () => {
    const { address } = await dns('silence');
    const signal = new AbortController().signal;
    const found = await dnsResolve([address])({ host: 'localhost', listed: true, signal });
    expect(found.length).to.be.at.least(1);
    for (const each of found) expect(isIP(each)).to.be.above(0);
  });
});
