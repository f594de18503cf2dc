import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { restSettings } from '@crosstalk/rest';
import { describeWith, freePort } from '@crosstalk/testing';
import { expect } from 'chai';
import { Server as EngineServer } from 'engine.io';
import { after, before, describe, it } from 'mocha';
import { KEEP_ALIVE_MS } from '../../apps/gateway/src/compose/build-server.js';
import { gatewaySettings } from '../../apps/gateway/src/gateway-settings.js';
import { NOTICE_SHARE } from '../../apps/gateway/src/start-gateway.js';
import { HEARTBEAT_MS } from '../../apps/gateway/src/transports/heartbeat.js';
import { ROOT } from '../architecture/source-tree.js';
import { readText } from '../docs/pages.js';
import { layOutNginx, NGINX_FILES, nginxDefaults } from '../harness/lay-out-nginx.js';
import { type Certificate, makeCertificate } from '../harness/make-certificate.js';
import { ordinaryFolder, ordinaryUser } from '../harness/ordinary-user.js';

const run = promisify(execFile);
const HAPROXY_FILE = join(ROOT, 'deploy/haproxy/haproxy.cfg');
const haproxy = readFileSync(HAPROXY_FILE, 'utf8');
const nginx = [
  'nginx.conf',
  'crosstalk/locations.conf',
  'crosstalk/proxy.conf',
  'templates/default.conf.template',
]
  .map((file) => readFileSync(join(NGINX_FILES, file), 'utf8'))
  .join('\n');

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** Milliseconds behind the first match, of a plain duration or of the default of a variable. */
function duration(text: string, setting: string): number {
  const [, amount, unit = ''] =
    new RegExp(`^.*\\b${setting} (?:"\\$\\{\\w+-)?(\\d+)(ms|s|m|h)\\b`, 'm').exec(text) ?? [];
  if (amount === undefined) throw new Error(`no ${setting}`);
  return Number(amount) * (UNITS[unit] ?? Number.NaN);
}

describeWith(['haproxy', 'openssl'], 'haproxy.cfg', ([program = '', openssl = '']) => {
  let certificate: Certificate;

  before(() => {
    certificate = makeCertificate(openssl);
  });

  after(() => certificate?.remove());

  const variants: Readonly<Record<string, () => Record<string, string>>> = {
    'as it is': () => ({}),
    'with TLS': () => ({ CERTIFICATE: certificate.path, HSTS_SECONDS: '300' }),
    'with four gateways': () => ({
      GATEWAY_2: '10.0.0.2:3000',
      GATEWAY_3: '10.0.0.3:3000',
      GATEWAY_4: '10.0.0.4:3000',
      GATEWAY_4_OPS: '9004',
    }),
    'with a name for all gateways': () => ({ GATEWAYS: 'gateways.example:3000', DNS: '127.0.0.11:53' }),
    'with a control socket': () => ({ ADMIN_SOCKET: '/run/haproxy/admin.sock', RUN_AS: 'root' }),
  };
  it('has the variables and defaults that docs/load-balancers.md tells', () => {
    const rows = [...readText('docs/load-balancers.md').matchAll(/^\| (`[A-Z].*?) \| (?:`(.+)`)? \|/gm)];
    const told = rows.flatMap(([, names = '', fallback]) =>
      [...names.matchAll(/`(\w+)`/g)].map(([, each]) => [each, fallback]),
    );
    const used = haproxy.matchAll(/\$\{(\w+)(?:-([^}]*))?\}/g);
    const defaults = new Map([...used].map(([, each = '', fallback]) => [each, fallback]));
    expect(told.map(([each]) => each)).to.include.members(['CERTIFICATE', 'GATEWAY_4', 'GATEWAY_4_OPS']);
    for (const [each = '', fallback] of told) {
      if (/^GATEWAY_[2-4]/.test(each)) expect(defaults.has(each), each).to.equal(true);
      else expect(defaults.get(each), each).to.equal(fallback);
    }
    const unsaid = [...defaults.keys()].filter(
      (each) => !/^GATEWAY_[23]/.test(each) && !told.some(([name]) => name === each),
    );
    expect(unsaid).to.deep.equal([]);
  });

  for (const [what, environment] of Object.entries(variants)) {
    it(`is valid and nothing to warn of, ${what}`, async () => {
      const env = { PATH: process.env.PATH, ...environment() };
      const { stdout, stderr } = await run(program, ['-c', '-f', HAPROXY_FILE], { env });
      expect(stdout).to.contain('Configuration file is valid');
      expect(stderr).to.not.match(/WARNING|ALERT/);
    });
  }
});

describeWith(['nginx', 'openssl'], 'The files of nginx', ([program = '', openssl = '']) => {
  let certificate: Certificate;

  before(() => {
    certificate = makeCertificate(openssl);
  });

  after(() => certificate?.remove());

  for (const [what, withTls] of [
    ['without TLS', false],
    ['with TLS', true],
  ] as const) {
    it(`are valid and nothing to warn of, ${what}`, async () => {
      const { path } = certificate;
      const folder = ordinaryFolder('crosstalk-nginx-');
      const addresses: Record<string, string> = { GATEWAY_1: '127.0.0.1:3001', GATEWAY_2: '127.0.0.1:3002' };
      // Those of nginx are opened also by the check.
      for (const each of ['HTTP_ADDRESS', 'HTTPS_ADDRESS', 'LB_OPS_ADDRESS'])
        addresses[each] = `127.0.0.1:${await freePort()}`;
      const tls = withTls ? { CERTIFICATE: path, CERTIFICATE_KEY: path } : {};
      const args = layOutNginx(folder, { ...addresses, ...tls, ACCESS_LOG: join(folder, 'access.log') });
      const { stderr } = await run(program, ['-t', ...args], { ...ordinaryUser() });
      rmSync(folder, { recursive: true });
      expect(stderr).to.contain('test is successful');
      expect(stderr).to.not.match(/\[(warn|emerg|error)\]/);
    });
  }

  it('use the variables of nginx.env and no others', () => {
    const templates = readdirSync(join(NGINX_FILES, 'templates')).map((file) =>
      readFileSync(join(NGINX_FILES, 'templates', file), 'utf8'),
    );
    const used = templates.join('\n').matchAll(/\$\{(\w+)\}/g);
    expect([...new Set([...used].map(([, each]) => each))]).to.have.members(Object.keys(nginxDefaults()));
  });
});

describe('Time-outs of the load balancers', () => {
  const { pingInterval, pingTimeout } = new EngineServer().opts as {
    pingInterval: number;
    pingTimeout: number;
  };
  /** The longest that a healthy connection is silent: a ping that is answered late, or a raw one that is missed once. */
  const silentMs = Math.max(pingInterval + pingTimeout, 2 * HEARTBEAT_MS);

  for (const setting of ['timeout client', 'timeout server', 'timeout tunnel'])
    it(`${setting} of HAProxy outlasts the pause between pings`, () => {
      expect(duration(haproxy, setting)).to.be.greaterThan(silentMs);
    });

  for (const setting of ['proxy_read_timeout', 'proxy_send_timeout'])
    it(`${setting} of nginx outlasts the pause between pings`, () => {
      expect(duration(nginx, setting)).to.be.greaterThan(silentMs);
    });

  it('end idle connections to a gateway before the gateway does', () => {
    // One in each upstream; HAProxy keeps idle ones for 5 s (pool-purge-delay).
    const kept = [...nginx.matchAll(/^ +keepalive_timeout (\d+)s;$/gm)].map(
      ([, seconds]) => Number(seconds) * 1_000,
    );
    expect(kept).to.have.length(3);
    for (const keptMs of kept) expect(keptMs).to.be.lessThan(KEEP_ALIVE_MS);
  });

  it('leave a stalled upload to the gateway, which says what is wrong', () => {
    const idleMs = 1_000 * Number(restSettings.bodyIdleSeconds.fallback);
    expect(duration(haproxy, 'timeout client')).to.be.greaterThan(idleMs);
    expect(duration(nginx, 'client_body_timeout')).to.be.greaterThan(idleMs);
  });

  it('do not wait long for headers', () => {
    expect(duration(haproxy, 'timeout http-request')).to.be.at.most(10_000);
    expect(duration(nginx, 'client_header_timeout')).to.be.at.most(10_000);
  });

  it('let HAProxy know of a drain before clients are told to move', () => {
    const noticeMs = 1_000 * Number(gatewaySettings.drainSeconds.fallback) * NOTICE_SHARE;
    const twoChecksMs = duration(haproxy, 'check inter') + duration(haproxy, 'fastinter');
    expect(twoChecksMs).to.be.lessThan(noticeMs / 2);
  });

  it('wait for the answer of /readyz, which may take 2 s', () => {
    expect(duration(haproxy, 'timeout check')).to.be.greaterThan(2_000);
  });
});
