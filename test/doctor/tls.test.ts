import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { doctorOptions, examine, type Finding } from '@crosstalk/doctor';
import { describeWith } from '@crosstalk/testing';
import { expect } from 'chai';
import { after, before, it } from 'mocha';
import { Cluster } from '../harness/cluster.js';
import { newPerson } from '../harness/people.js';
import { type ProxyPlan, startProxy } from './faulty-proxy.js';

const HSTS = { 'strict-transport-security': 'max-age=31536000' };

describeWith(['openssl'], 'The doctor before TLS', ([openssl = '']) => {
  const folder = mkdtempSync(join(tmpdir(), 'crosstalk-doctor-'));
  let cluster: Cluster;
  before(async () => {
    cluster = await Cluster.start({ gateways: 1 });
  });
  after(async () => {
    await cluster?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** A key and a certificate that it signed itself. @returns the path of the certificate, and both for a server */
  function certificate(name: string, { days = 90, host = 'IP:127.0.0.1' } = {}) {
    const at = (end: string): string => join(folder, `${name}.${end}`);
    const run = (...words: readonly string[]) => execFileSync(openssl, words, { stdio: 'ignore' });
    writeFileSync(at('ext'), `subjectAltName=${host}\n`);
    run('ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', at('key'));
    run('req', '-new', '-key', at('key'), '-subj', `/CN=${name}`, '-out', at('csr'));
    const signed = [
      '-req',
      '-in',
      at('csr'),
      '-signkey',
      at('key'),
      '-days',
      String(days),
      '-extfile',
      at('ext'),
    ];
    run('x509', ...signed, '-out', at('pem'));
    return { path: at('pem'), tls: { key: readFileSync(at('key')), cert: readFileSync(at('pem')) } };
  }

  async function foundBehind(
    plan: Partial<ProxyPlan>,
    ...words: readonly string[]
  ): Promise<readonly Finding[]> {
    const ports = [cluster.node(0).port];
    const answerHeaders: ProxyPlan['answerHeaders'] = (headers) => ({ ...headers, ...HSTS });
    const proxy = await startProxy({ ports, answerHeaders, ...plan });
    try {
      return await examine(doctorOptions(['--url', proxy.url, '--quick', ...words]));
    } finally {
      await proxy.close();
    }
  }
  const wrong = (findings: readonly Finding[]) =>
    findings
      .filter(({ verdict }) => verdict === 'fail' || verdict === 'warn')
      .map(({ check, text }) => `${check}: ${text}`);

  it('finds nothing wrong with a certificate of an authority that it was given', async () => {
    const { path, tls } = certificate('good');
    const findings = await foundBehind({ tls }, '--ca', path);
    expect(wrong(findings)).to.deep.equal([]);
    expect(findings[0]?.text).to.match(/^The certificate is trusted and good for (89|90) days/);
  });

  it('says that clients refuse one that nobody vouches for, goes on, and keeps tokens to itself', async () => {
    const { tls } = certificate('unknown');
    const { token } = await newPerson(cluster.node(0).url);
    const findings = await foundBehind({ tls }, '--token', token, '--token', token);
    expect(wrong(findings)).to.have.length(1);
    expect(wrong(findings)[0]).to.match(
      /^tls: Clients refuse the certificate \(unknown, .*DEPTH_ZERO_SELF_SIGNED_CERT/,
    );
    expect(findings.find(({ check }) => check === 'talk')?.text).to.match(/^The tokens were not sent/);
    expect(findings.filter(({ verdict }) => verdict === 'ok').map(({ check }) => check)).to.include(
      'websocket',
    );
  });

  it('says that a certificate has run out, is about to, or is of another host', async () => {
    const cases = [
      { name: 'old', change: { days: -1 }, said: /^tls: Clients refuse the certificate .*CERT_HAS_EXPIRED/ },
      { name: 'soon', change: { days: 5 }, said: /^tls: The certificate runs out in [45] days/ },
      {
        name: 'other',
        change: { host: 'DNS:other.example.com' },
        said: /^tls: .*ERR_TLS_CERT_ALTNAME_INVALID/,
      },
    ];
    for (const { name, change, said } of cases) {
      const { path, tls } = certificate(name, change);
      const found = wrong(await foundBehind({ tls }, '--ca', path));
      expect(found, name).to.have.length(1);
      expect(found[0]).to.match(said);
    }
  });

  it('says that broken versions of TLS are accepted, and that a first visit can be kept off TLS', async () => {
    const { path, tls } = certificate('weak');
    const old = { ...tls, minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
    const found = wrong(await foundBehind({ tls: old, answerHeaders: (headers) => headers }, '--ca', path));
    expect(found).to.have.length(2);
    expect(found[0]).to.match(/^tls: TLSv1\.1 is accepted/);
    expect(found[1]).to.match(/^tls: There is no Strict-Transport-Security header/);
  });

  it('says that https is asked where only http is spoken', async () => {
    const url = cluster.node(0).url.replace('http:', 'https:');
    const found = wrong(await examine(doctorOptions(['--url', url, '--quick'])));
    expect(found.join('\n')).to.match(/^reachable: https:.* does not speak TLS there/m);
  });
});
