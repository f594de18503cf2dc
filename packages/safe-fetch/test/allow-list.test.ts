import { parseAllowList, type Resolve } from '@crosstalk/safe-fetch';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { ask, reasonOf, unasked } from './support/ask.js';
import { servers } from './support/servers.js';

describe('The allow list', () => {
  const start = servers();

  it('opens an exact address and port, and no other port of it', async () => {
    const [open, shut] = [
      await start((_, answer) => answer.end('open')),
      await start((_, answer) => answer.end()),
    ];
    const response = await ask({ url: open.url }, { allow: [open.host] });
    expect(response.body.toString()).to.equal('open');
    expect(await reasonOf(ask({ url: shut.url }, { allow: [open.host] }))).to.equal('forbidden_address');
    expect(shut.connections()).to.equal(0);
  });

  it('opens a network on every port that strangers may choose', async () => {
    const server = await start((_, answer) => answer.end());
    expect(await reasonOf(ask({ url: server.url }, { allow: ['127.0.0.0/8'] }))).to.equal('answered 200');
    const mail = ask({ url: 'http://127.0.0.1:25/' }, { allow: ['127.0.0.0/8'], resolve: unasked });
    expect(await reasonOf(mail)).to.equal('forbidden_address');
  });

  it('does not open a name by the address that it leads to, unless as a network', async () => {
    const server = await start((_, answer) => answer.end());
    const url = `http://hook.example.com:${server.port}/`;
    const resolve = async () => ['127.0.0.1'];
    expect(await reasonOf(ask({ url }, { allow: [server.host], resolve }))).to.equal('forbidden_address');
    expect(await reasonOf(ask({ url }, { allow: ['127.0.0.1'], resolve }))).to.equal('answered 200');
  });

  it('opens a local name with its port, and says to the resolver that it is listed', async () => {
    const server = await start((_, answer) => answer.end());
    const url = `http://hooks:${server.port}/`;
    const questions: string[] = [];
    const resolve: Resolve = async ({ host, listed }) => {
      questions.push(`${host} ${listed}`);
      return ['127.0.0.1'];
    };
    expect(await reasonOf(ask({ url }, { allow: ['127.0.0.1'], resolve }))).to.equal('forbidden_address');
    expect(await reasonOf(ask({ url }, { allow: [`hooks:${server.port}`], resolve }))).to.equal(
      'answered 200',
    );
    expect(questions).to.deep.equal(['hooks true']);
  });

  it('does not open the mapped form of an IPv4 network', async () => {
    const { opensAddress } = parseAllowList(['127.0.0.0/8', '10.0.0.0/8']);
    expect(['127.0.0.1', '10.9.9.9'].map(opensAddress)).to.deep.equal([true, true]);
    expect(['::ffff:127.0.0.1', '::ffff:a00:1', '::127.0.0.1'].map(opensAddress)).to.deep.equal([
      false,
      false,
      false,
    ]);
  });

  it('compares hosts as a URL writes them', () => {
    const allow = parseAllowList(['Hooks.Internal:8080', '[0:0::1]:443', '10.0.0.5:80']);
    expect(allow.opensTarget('hooks.internal', 8080)).to.equal(true);
    expect(allow.opensTarget('[::1]', 443)).to.equal(true);
    expect(allow.opensTarget('10.0.0.5', 80)).to.equal(true);
    expect(allow.opensTarget('10.0.0.5', 443)).to.equal(false);
  });

  it('takes IPv6 networks and single addresses', () => {
    const { opensAddress } = parseAllowList(['fd00:1::/64', '::1', '192.168.7.7']);
    expect(['fd00:1::9', '::1', '192.168.7.7'].every(opensAddress)).to.equal(true);
    expect(['fd00:1:0:1::9', '::2', '192.168.7.8', 'fd00:1::9%eth0'].some(opensAddress)).to.equal(false);
  });

  for (const entry of [
    '',
    'hooks',
    '10.0.0.0/33',
    '::/129',
    '10.0.0/8',
    'hooks:0',
    'hooks:65536',
    'a@b:80',
    'http://hooks:80',
    '10.0.0.0/8:80',
    '*',
    '[::1]',
    '[10.0.0.1]:80',
  ]) {
    it(`refuses the entry «${entry}» by its name`, () => {
      expect(() => parseAllowList(['127.0.0.1', entry])).to.throw(RangeError, `«${entry}»`);
    });
  }
});
