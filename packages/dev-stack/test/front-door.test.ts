import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { expect } from 'chai';
import { afterEach, describe, it } from 'mocha';
import { type FrontDoor, startFrontDoor } from '../src/front-door/start-front-door.js';
import { pickPort } from '../src/process/port.js';
import { eventually } from './eventually.js';

const HOST = '127.0.0.1';

interface FakeGateway {
  readonly name: string;
  readonly port: number;
  readonly server: Server;
  readonly sockets: Set<Socket>;
}

/** Opens sessions `sid` = own name + number, says who it is, echoes upgraded bytes. */
async function startGateway(name: string): Promise<FakeGateway> {
  let sessions = 0;
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    const query = new URL(request.url ?? '/', 'http://gateway').searchParams;
    response.setHeader('x-gateway', name);
    if (request.url === '/break') request.socket.destroy();
    else if (request.url === '/hang') return;
    else if (query.has('EIO') && !query.has('sid')) response.end(`0{"sid":"${name}-${++sessions}"}`);
    else if (request.url === '/echo') request.pipe(response);
    else response.end(JSON.stringify(request.headers));
  });
  server.on('connection', (socket: Socket) => sockets.add(socket));
  server.on('upgrade', (request, socket) => {
    if (request.url === '/refused') {
      socket.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 2\r\n\r\nno');
      return;
    }
    socket.on('error', () => {});
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nconnection: Upgrade\r\nupgrade: x\r\nx-gateway: ${name}\r\n\r\n`,
    );
    socket.pipe(socket);
  });
  server.listen(0, HOST);
  await once(server, 'listening');
  return { name, server, sockets, port: (server.address() as AddressInfo).port };
}

async function kill(gateway: FakeGateway): Promise<void> {
  gateway.server.close();
  for (const socket of gateway.sockets) socket.destroy();
}

describe('the front door', () => {
  let door: FrontDoor | undefined;
  let gateways: FakeGateway[] = [];

  const open = async (names = ['a', 'b', 'c']) => {
    gateways = await Promise.all(names.map(startGateway));
    const places = gateways.map(({ name, port }) => ({ name, port, host: HOST }));
    door = await startFrontDoor({ host: HOST, port: 0, gateways: places });
    return `http://${HOST}:${door.port}`;
  };
  const upgrade = async (path: string, port: number) => {
    const socket = connect(port, HOST);
    socket.on('error', () => {});
    socket.setEncoding('latin1');
    socket.write(`GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: Upgrade\r\nupgrade: x\r\n\r\n`);
    const [head] = await once(socket, 'data');
    return { socket, head: String(head) };
  };
  const who = async (url: string) => (await fetch(url)).headers.get('x-gateway');

  afterEach(async () => {
    await door?.close();
    await Promise.all(gateways.map(kill));
  });

  it('brings every request of an Engine.IO session to the gateway that opened it', async () => {
    const url = await open();
    const homes = new Set<string>();
    for (let session = 0; session < 9; session += 1) {
      const opened = await fetch(`${url}/socket.io/?EIO=4&transport=polling`);
      const home = opened.headers.get('x-gateway');
      const sid = /"sid":"([^"]+)"/.exec(await opened.text())?.[1];
      homes.add(String(home));
      for (let turn = 0; turn < 4; turn += 1) {
        expect(await who(`${url}/socket.io/?EIO=4&transport=polling&sid=${sid}`)).to.equal(home);
      }
      const { socket, head } = await upgrade(`/?EIO=4&transport=websocket&sid=${sid}`, door?.port ?? 0);
      expect(head).to.include(`x-gateway: ${home}`);
      socket.destroy();
    }
    expect(homes).to.deep.equal(new Set(['a', 'b', 'c']));
  });

  it('opens new connections where the fewest are open', async () => {
    await open();
    const opened: { socket: Socket; head: string }[] = [];
    for (let turn = 0; turn < 6; turn += 1) opened.push(await upgrade('/ws/', door?.port ?? 0));
    const of = (name: string) => opened.filter(({ head }) => head.includes(`x-gateway: ${name}`));
    for (const name of ['a', 'b', 'c']) expect(of(name)).to.have.length(2);
    const [, b] = gateways;
    for (const { socket } of of('b')) socket.end();
    await eventually(() => [...(b?.sockets ?? [])].every(({ closed }) => closed));
    for (let turn = 0; turn < 2; turn += 1) opened.push(await upgrade('/ws/', door?.port ?? 0));
    expect(of('b')).to.have.length(4);
  });

  it('counts a session that has just opened before its first poll', async () => {
    const url = await open(['a', 'b']);
    const openSession = () => who(`${url}/?EIO=4&transport=polling`);
    door?.setReady('b', false);
    for (let turn = 0; turn < 3; turn += 1) expect(await openSession()).to.equal('a');
    door?.setReady('b', true);
    for (let turn = 0; turn < 3; turn += 1) expect(await openSession()).to.equal('b');
  });

  it('pipes bytes of an upgraded connection both ways and ends both sides together', async () => {
    await open(['a']);
    const { socket } = await upgrade('/ws/', door?.port ?? 0);
    socket.write('hello');
    expect(String((await once(socket, 'data'))[0])).to.equal('hello');
    const closed = once(socket, 'close');
    for (const gateway of gateways) await kill(gateway);
    await closed;
  });

  it('hands on the refusal of an upgrade', async () => {
    await open(['a']);
    const { head } = await upgrade('/refused', door?.port ?? 0);
    expect(head).to.match(/^HTTP\/1\.1 403 Forbidden\r\n/);
  });

  it('appends the address of the client to X-Forwarded-For', async () => {
    const url = await open(['a']);
    const answer = await fetch(url, { headers: { 'x-forwarded-for': '203.0.113.9' } });
    expect(await answer.json()).to.include({
      'x-forwarded-for': '203.0.113.9, 127.0.0.1',
      'x-forwarded-proto': 'http',
    });
  });

  it('hands on a body of any size unchanged', async () => {
    const url = await open(['a']);
    const body = Buffer.alloc(3_000_000, 'crosstalk ');
    const answer = await fetch(`${url}/echo`, { method: 'POST', body });
    expect(Buffer.from(await answer.arrayBuffer()).equals(body)).to.equal(true);
  });

  it('passes over a dead gateway without losing a request, bodies included', async () => {
    const url = await open();
    for (const gateway of gateways.slice(0, 2)) await kill(gateway);
    for (let turn = 0; turn < 12; turn += 1) {
      const answer = await fetch(`${url}/echo`, { method: 'POST', body: `turn ${turn}` });
      expect(await answer.text()).to.equal(`turn ${turn}`);
    }
    expect((await upgrade('/ws/', door?.port ?? 0)).head).to.include('x-gateway: c');
  });

  it('sends new clients past a gateway that is not ready, its sessions still reach it', async () => {
    const url = await open(['a', 'b']);
    const opened = await fetch(`${url}/?EIO=4&transport=polling`);
    const home = opened.headers.get('x-gateway') ?? '';
    const sid = /"sid":"([^"]+)"/.exec(await opened.text())?.[1];
    door?.setReady(home, false);
    for (let turn = 0; turn < 6; turn += 1) expect(await who(url)).to.not.equal(home);
    expect(await who(`${url}/?EIO=4&transport=polling&sid=${sid}`)).to.equal(home);
  });

  it('answers 503 as problem+json when no gateway is left, on upgrades too', async () => {
    const url = await open(['a']);
    door?.setReady('a', false);
    const answer = await fetch(url);
    expect(answer.status).to.equal(503);
    expect(answer.headers.get('content-type')).to.equal('application/problem+json');
    expect(await answer.json()).to.include({ status: 503, title: 'Service Unavailable' });
    expect((await upgrade('/ws/', door?.port ?? 0)).head).to.match(/^HTTP\/1\.1 503 /);
  });

  it('answers 502 when the gateway breaks off, and asks no other one', async () => {
    const url = await open();
    await Promise.all([who(url), who(url), who(url)]);
    const answer = await fetch(`${url}/break`);
    expect(answer.status).to.equal(502);
    expect(await answer.json()).to.include({ title: 'Bad Gateway' });
  });

  it('survives clients that vanish in the middle', async () => {
    const url = await open(['a']);
    for (const path of ['/hang', '/ws/']) {
      const upgraded = path === '/ws/' ? 'connection: Upgrade\r\nupgrade: x\r\n' : '';
      const socket = connect(door?.port ?? 0, HOST);
      socket.write(`GET ${path} HTTP/1.1\r\nhost: x\r\n${upgraded}\r\n`);
      await once(socket, 'connect');
      socket.resetAndDestroy();
    }
    expect(await who(url)).to.equal('a');
  });

  it('fails to start on a port that is taken', async () => {
    await open(['a']);
    const port = door?.port ?? 0;
    expect(await pickPort(HOST, port)).to.not.equal(port);
    const failure = await startFrontDoor({ host: HOST, port, gateways: [] }).catch((error) => error);
    expect(failure).to.have.property('code', 'EADDRINUSE');
  });

  it('tells the gateway when a client gives up', async () => {
    const url = await open(['a']);
    const [gateway] = gateways;
    const gone = new Promise((resolve) =>
      gateway?.server.once('request', (request) => request.once('close', resolve)),
    );
    const patience = new AbortController();
    const answer = fetch(`${url}/hang`, { signal: patience.signal }).catch(() => 'gave up');
    await eventually(() => (gateway?.sockets.size ?? 0) > 0);
    patience.abort();
    expect(await answer).to.equal('gave up');
    await gone;
  });
});
