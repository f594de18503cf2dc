import { startFrontDoor } from '@crosstalk/dev-stack';
import { DOORS, doctorOptions, examine, type Finding, runDoctor } from '@crosstalk/doctor';
import { freePort } from '@crosstalk/testing';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { dialects } from '../../apps/gateway/src/compose/dialects.js';
import { Cluster } from '../harness/cluster.js';
import { newPerson } from '../harness/people.js';
import { type ProxyPlan, startProxy } from './faulty-proxy.js';

const BY_TURNS = (count: number): number => count;
const API = '/api/v1/openapi.json';

/** What the doctor finds at the URL, without what is in order. */
async function wrongAt(url: string, ...words: readonly string[]): Promise<readonly Finding[]> {
  const findings = await examine(doctorOptions(['--url', url, '--quick', ...words]));
  return findings.filter(({ verdict }) => verdict === 'fail' || verdict === 'warn');
}

describe('The doctor', () => {
  let cluster: Cluster;
  let ports: readonly number[];
  before(async () => {
    cluster = await Cluster.start({ gateways: 2 });
    ports = cluster.gateways.map(({ port }) => port);
  });
  after(() => cluster?.stop());

  async function wrongBehind(
    plan: Partial<ProxyPlan>,
    ...words: readonly string[]
  ): Promise<readonly Finding[]> {
    const proxy = await startProxy({ ports, ...plan });
    try {
      return await wrongAt(proxy.url, ...words);
    } finally {
      await proxy.close();
    }
  }

  it('knows the doors of every dialect', () => {
    const declared = dialects.flatMap(({ name, transport, requiresToken }) => {
      const paths = transport.kind === 'socket.io' ? [transport.path] : transport.paths;
      return paths.map((path) => `${name} ${transport.kind} ${path} ${requiresToken === true}`);
    });
    const known = DOORS.map(
      ({ dialect, kind, path, requiresToken }) => `${dialect} ${kind} ${path} ${requiresToken}`,
    );
    expect([...known].sort()).to.deep.equal([...declared].sort());
  });

  it('finds nothing wrong behind the front door, and lets two people talk', async () => {
    const gateways = ports.map((port, index) => ({ name: `g${index}`, host: '127.0.0.1', port }));
    const door = await startFrontDoor({ host: '127.0.0.1', port: 0, gateways });
    const people = await Promise.all(cluster.gateways.map(({ url }) => newPerson(url)));
    const tokens = people.flatMap(({ token }) => ['--token', token]);
    const output: string[] = [];
    const words = ['--url', `http://127.0.0.1:${door.port}`, '--idle-seconds', '1', ...tokens, '--json'];
    try {
      const code = await runDoctor(words, (text) => output.push(text));
      const { findings } = JSON.parse(output.join('')) as { findings: readonly Finding[] };
      // How prompt a busy machine is, is not of interest here.
      const wrong = findings.filter(
        ({ check, verdict }) => verdict === 'fail' || (verdict === 'warn' && check !== 'talk'),
      );
      expect(wrong).to.deep.equal([]);
      expect(code).to.equal(0);
      const looked = new Set(
        findings.filter(({ verdict }) => verdict !== 'skipped').map(({ check }) => check),
      );
      expect([...looked]).to.include.members([
        'polling',
        'origins',
        'clock',
        'versions',
        'uploads',
        'talk',
        'idle',
      ]);
    } finally {
      await door.close();
    }
  });

  /** Each broken deployment, with what is said of it: all of it, and in the order of the report. */
  const broken: readonly {
    readonly title: string;
    readonly plan: () => Partial<ProxyPlan>;
    readonly words?: () => readonly string[];
    readonly expected: readonly (readonly [check: string, text: RegExp])[];
  }[] = [
    {
      title: 'requests of a session are spread over the nodes',
      plan: () => ({ choose: BY_TURNS }),
      expected: [
        ['polling', /^Polling for channels .*«Session ID unknown».*no stickiness/],
        ['polling', /^Polling for dialogs .*«Session ID unknown».*no stickiness/],
      ],
    },
    {
      title: 'the upgrade of a session goes to another node than its polls',
      plan: () => ({ choose: (_count, { url = '' }) => (/transport=websocket.*sid=/.test(url) ? 1 : 0) }),
      expected: [
        [
          'polling',
          /channels .*upgrade to a WebSocket does not: it comes to a node that does not know the session/,
        ],
        ['polling', /dialogs .*upgrade to a WebSocket does not/],
      ],
    },
    {
      title: 'the Upgrade header is lost',
      plan: () => ({ dropsUpgrade: true }),
      expected: [
        ...DOORS.map(({ path }): [string, RegExp] => [
          'websocket',
          new RegExp(`\\(${path}\\) .*Upgrade header was lost`),
        ]),
        ['polling', /channels .*upgrade to a WebSocket does not: it is answered with 400/],
        ['polling', /dialogs .*upgrade to a WebSocket does not: it is answered with 400/],
      ],
    },
    {
      title: 'paths are rewritten',
      plan: () => ({ rewrite: (path) => (path.startsWith('/ws/') ? `/chat${path}` : path) }),
      expected: [
        ['websocket', /casamsa \(\/ws\/chat\/\) arrives at a gateway under another path/],
        ['websocket', /fsego \(\/ws\/fsego\/\) arrives/],
        ['websocket', /consumer \(\/ws\/chats\/\) arrives/],
      ],
    },
    {
      title: 'a cache answers handshakes',
      plan: () => ({
        answer: (path) =>
          path.startsWith('/socket.io/') && !path.includes('websocket')
            ? { status: 200, body: '0{"sid":"cached","upgrades":["websocket"],"pingInterval":25000}' }
            : null,
      }),
      expected: [['polling', /channels .*two clients got one session.*cache/]],
    },
    {
      title: 'the origin is taken off, and every page may read',
      plan: () => ({
        requestHeaders: ({ origin, ...headers }) => headers,
        answerHeaders: (headers) => ({ ...headers, 'access-control-allow-origin': '*' }),
      }),
      expected: [
        ['origins', /foreign origin is let in at raw WebSockets, Socket.IO, REST/],
        ['origins', /are refused at the preflight of REST/],
      ],
    },
    {
      title: 'the own pages are not let in',
      plan: () => ({}),
      words: () => ['--origin', 'https://app.example.com'],
      expected: [
        ['origins', /^Pages of https:\/\/app\.example\.com are refused at raw WebSockets, Socket.IO, REST/],
      ],
    },
    {
      title: 'the clock is late',
      plan: () => ({ answerHeaders: (headers) => ({ ...headers, date: ago(90) }) }),
      expected: [['clock', /^The Date of answers is \d+ s behind the clock of this machine/]],
    },
    {
      title: 'the clocks of two nodes differ',
      plan: () => ({
        choose: (count, { url = '' }) => (url === API ? count : 0),
        answerHeaders: (headers, port) => (port === ports[1] ? { ...headers, date: ago(40) } : headers),
      }),
      expected: [['clock', /^The clocks of the nodes .* differ by \d+ s/]],
    },
    {
      title: 'a rollout stopped half-way',
      plan: () => {
        let asked = 0;
        return {
          answer: (path, { headers }) =>
            path === API && !headers.origin && asked++ % 2 === 1 ? anotherVersion() : null,
        };
      },
      expected: [['versions', /^Nodes of different versions answer/]],
    },
    {
      title: 'large bodies are refused in front',
      plan: () => ({
        answer: (_path, { headers }) =>
          Number(headers['content-length'] ?? 0) > 1e6 ? { status: 413, body: '<html>' } : null,
      }),
      expected: [['uploads', /^The load balancer refuses uploads of 200 MiB \(413\)/]],
    },
    {
      title: 'bodies are gathered in front',
      plan: () => ({ gathersBodies: true }),
      expected: [['uploads', /gather bodies before it passes them on/]],
    },
    {
      title: 'headers of answers are lost, and versions told',
      plan: () => ({
        answerHeaders: ({ 'x-content-type-options': _, ...headers }) => ({
          ...headers,
          server: 'nginx/1.22.1',
        }),
      }),
      expected: [
        ['headers', /lost on the way: x-content-type-options/],
        ['headers', /tell the version of what is in front: server: nginx\/1\.22\.1/],
      ],
    },
    {
      title: 'the operations paths are routed',
      plan: () => ({
        answer: (path) =>
          path === '/metrics'
            ? { status: 200, body: 'crosstalk_connections{dialect="channels"} 3' }
            : path === '/readyz'
              ? { status: 200, body: '{"status":"ready","mongodb":"up"}' }
              : null,
      }),
      expected: [['operations', /^Everybody can read \/metrics and \/readyz/]],
    },
    {
      title: 'the operations port is open',
      plan: () => ({}),
      words: () => ['--ops-ports', String(cluster.node(0).opsPort)],
      expected: [['operations', /^Everybody can reach the operations port: \d+ of 127\.0\.0\.1/]],
    },
    {
      title: 'the tokens are not good',
      plan: () => ({}),
      words: () => ['--token', 'x', '--token', 'y'],
      expected: [['talk', /^No message could be sent: .*the token is not valid/]],
    },
    {
      title: 'no gateway is left',
      plan: () => ({ ports: [] }),
      expected: [['reachable', /openapi\.json is answered with 503: no gateway takes clients/]],
    },
    {
      title: 'something else lives there',
      plan: () => ({ answer: () => ({ status: 200, body: '<h1>It works!</h1>' }) }),
      expected: [['reachable', /openapi\.json is answered by something else than Crosstalk/]],
    },
  ];
  for (const { title, plan, words, expected } of broken) {
    it(`says so, and nothing else, when ${title}`, async () => {
      const found = await wrongBehind(plan(), ...(words?.() ?? []));
      expect(found.map(({ check }) => check)).to.deep.equal(expected.map(([check]) => check));
      for (const [index, [, text]] of expected.entries()) expect(found[index]?.text).to.match(text);
      for (const { advice } of found) expect(advice).to.be.a('string');
    });
  }

  it('says so when quiet connections are cut off', async () => {
    const proxy = await startProxy({ ports, idleMs: 3_000 });
    try {
      // It ends when both are cut; the time is that after which it would not wait any longer.
      const options = doctorOptions(['--url', proxy.url, '--idle-seconds', '40']);
      const found = (await examine(options)).filter(({ verdict }) => verdict === 'fail');
      expect(found.map(({ check }) => check)).to.deep.equal(['idle', 'idle']);
      expect(found[0]?.text).to.match(
        /cuts a raw WebSocket off after \d+ quiet seconds .*before the node sends its first ping/,
      );
      expect(found[1]?.text).to.match(/cuts a Socket\.IO connection off/);
    } finally {
      await proxy.close();
    }
  });

  it('finds a session that a cookie keeps, and says who must not poll', async () => {
    const proxy = await startProxy({
      ports,
      choose: (count, { headers }) => Number(/node=(\d)/.exec(headers.cookie ?? '')?.[1] ?? count),
      answerHeaders: (headers, port) => ({
        ...headers,
        'set-cookie': [`node=${ports.indexOf(port)}; Path=/`],
      }),
    });
    try {
      const findings = await examine(doctorOptions(['--url', proxy.url, '--quick']));
      expect(findings.filter(({ verdict }) => verdict === 'fail')).to.deep.equal([]);
      const polling = findings.filter(({ check }) => check === 'polling').map(({ text }) => text);
      expect(polling).to.have.length(2);
      for (const text of polling)
        expect(text).to.match(/by a cookie; clients that keep none must use the WebSocket/);
    } finally {
      await proxy.close();
    }
  });

  it('says so when nothing listens, and ends with code 1', async () => {
    const output: string[] = [];
    const url = `http://127.0.0.1:${await freePort()}`;
    expect(await runDoctor(['--url', url, '--quick'], (text) => output.push(text))).to.equal(1);
    expect(output.join('')).to.match(/^FAIL reachable +http:.* refuses connections: nothing listens there/m);
  });

  it('explains its words when it is asked to, and when it does not understand them', async () => {
    const help: string[] = [];
    expect(await runDoctor(['--help'], (text) => help.push(text))).to.equal(0);
    expect(help.join('')).to.match(/^npm run doctor -- --url/);
    for (const words of [
      [],
      ['--url', 'chat.example.com'],
      ['--url', 'http://x', '--idle-seconds', 'long'],
      ['--what'],
    ]) {
      const output: string[] = [];
      expect(await runDoctor(words, (text) => output.push(text)), words.join(' ')).to.equal(64);
      expect(output.join('')).to.include('npm run doctor -- --url');
    }
  });
});

function ago(seconds: number): string {
  return new Date(Date.now() - seconds * 1_000).toUTCString();
}

function anotherVersion() {
  const body = JSON.stringify({ info: { title: 'Crosstalk', version: '2' } });
  return { status: 200, headers: { 'content-type': 'application/json' }, body };
}
