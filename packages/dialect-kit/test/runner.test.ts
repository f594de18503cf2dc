import {
  type Dialect,
  type Frame,
  Inbox,
  publicRow,
  type RunnerConnection,
  type RunnerDeps,
  row,
  type Session,
} from '@crosstalk/dialect-kit';
import { ChatError, type UseCases } from '@crosstalk/domain';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { z } from 'zod';
import { probeDialect, rendering, sessionOf } from './probe-dialect.js';

class Socket implements RunnerConnection {
  readonly connectionId = 'c1';
  readonly frames: Frame[] = [];
  readonly closed: number[] = [];
  session: Session | null = null;
  closing = false;
  active = false;
  #answered: (() => void) | undefined;

  async authenticate(token: string): Promise<Session> {
    await Promise.resolve();
    if (token !== 'good') throw new ChatError('unauthenticated', 'bad token');
    this.session = sessionOf(5);
    return this.session;
  }
  authenticateVisitor = (): Promise<Session> => this.authenticate('good');
  readonly openRoomId = null;
  setOpenRoom = (): null => null;
  watchPartners = async (): Promise<[]> => [];
  activate(): void {
    this.active = true;
  }
  receives = (): boolean => true;
  watchPresence = async (): Promise<void> => undefined;
  stateOf = () => ({ readSeq: 0, clearedSeq: 0, muted: false, id: 1 });
  send(frames: readonly Frame[]): void {
    this.frames.push(...frames);
    this.#answered?.();
  }
  close(reason: { code: number }): void {
    this.closed.push(reason.code);
  }
  /** Resolves when so many frames were sent; mocha's time limit is the deadline. */
  async got(count: number): Promise<Frame[]> {
    while (this.frames.length < count) await new Promise<void>((resolve) => (this.#answered = resolve));
    return this.frames;
  }
}

function setUp(parts: Partial<Dialect> = {}, limit = { ratePerSecond: 1_000, burst: 1_000 }) {
  const clock = { now: 0 };
  const deps: RunnerDeps = {
    dialect: probeDialect(parts),
    useCases: {} as UseCases,
    rendering,
    requestLimit: limit,
    now: () => clock.now,
    observe: () => undefined,
  };
  const socket = new Socket();
  const inbox = new Inbox(deps, socket);
  const say = (event: string, data?: unknown, key?: unknown): void =>
    inbox.receive({ kind: 'text', text: JSON.stringify({ event, data, key }) });
  return { clock, socket, inbox, say };
}

describe('Inbox', () => {
  it('refuses everything before the socket is authenticated, and answers it afterwards', async () => {
    const { socket, say } = setUp();
    say('echo', { text: 'a' }, 1);
    say('auth', { token: 'good' }, 2);
    say('echo', { text: 'b' }, 3);
    expect(await socket.got(3)).to.deep.equal([
      { error: 'unauthenticated', event: 'echo', key: 1, fields: undefined },
      { ok: 'auth', key: 2, user: 5 },
      { ok: 'echo', key: 3, text: 'b' },
    ]);
  });

  it('lets live events in only after the answer to the authentication is written', async () => {
    const { socket, say } = setUp();
    say('auth', { token: 'good' });
    const activeAtAnswer = await new Promise<boolean>((resolve) => {
      const { send } = socket;
      socket.send = (frames) => {
        resolve(socket.active);
        send.call(socket, frames);
      };
    });
    expect(activeAtAnswer).to.equal(false);
    await socket.got(1);
    await Promise.resolve();
    expect(socket.active).to.equal(true);
  });

  it('names every wrong field by its path on the wire', async () => {
    const { socket, say } = setUp();
    say('auth', { token: 'good' });
    say('echo', { text: 5 });
    expect((await socket.got(2))[1]).to.deep.include({
      error: 'invalid',
      fields: { text: 'must be a string' },
    });
  });

  it('gives the fields of a use case the names of the wire, that of a whole path first', async () => {
    const fields = { 'roomId.x': 'is wrong', 'files.0': 'too', 'files.1': 'not' };
    const fails = row({
      useCases: ['postMessage'],
      input: z.unknown(),
      run: () => Promise.reject(new ChatError('invalid', 'no', { fields })),
    });
    const { socket, say } = setUp({ rows: { ...probeDialect().rows, fails } });
    say('auth', { token: 'good' });
    say('fails');
    const named = { 'chat.x': 'is wrong', file: 'too', 'files.1': 'not' };
    expect((await socket.got(2))[1]).to.deep.include({ fields: named });
  });

  it('answers a request for something inherited as unknown', async () => {
    const { socket, say } = setUp();
    for (const event of ['constructor', '__proto__', 'toString', 'nothing']) say(event);
    const frames = await socket.got(4);
    expect(frames.map((frame) => (frame as { error: string }).error)).to.deep.equal(Array(4).fill('invalid'));
  });

  it('hides what a defect says and keeps the socket alive', async () => {
    const broken = row({
      useCases: ['getMe'],
      input: z.unknown(),
      run: () => Promise.reject(new Error('secret internals')),
    });
    const { socket, say } = setUp({ rows: { ...probeDialect().rows, broken } });
    say('auth', { token: 'good' });
    say('broken');
    say('echo', { text: 'still here' });
    const frames = await socket.got(3);
    expect(JSON.stringify(frames)).to.not.contain('secret internals');
    expect(frames[1]).to.deep.include({ error: 'internal' });
    expect(frames[2]).to.deep.include({ ok: 'echo' });
  });

  it('starts requests in order, one after the other unless their row is concurrent', async () => {
    const log: string[] = [];
    const release: (() => void)[] = [];
    const slow = (concurrent: boolean) =>
      row({
        useCases: ['postMessage'],
        input: z.string(),
        concurrent,
        run: async (_call, name) => {
          log.push(name);
          await new Promise<void>((resolve) => release.push(resolve));
          return { name };
        },
      });
    const { socket, say } = setUp({
      rows: { ...probeDialect().rows, together: slow(true), alone: slow(false) },
    });
    say('auth', { token: 'good' });
    for (const name of ['a', 'b']) say('together', name);
    for (const name of ['c', 'd']) say('alone', name);
    await socket.got(1);
    while (log.length < 3) await new Promise(setImmediate);
    expect(log).to.deep.equal(['a', 'b', 'c']);
    for (const done of release.splice(0)) done();
    while (log.length < 4) await new Promise(setImmediate);
    expect(log).to.deep.equal(['a', 'b', 'c', 'd']);
  });

  it('slows down who asks too often, and says for how long', async () => {
    const { clock, socket, say } = setUp({}, { ratePerSecond: 10, burst: 2 });
    say('auth', { token: 'good' });
    say('echo', { text: 'a' });
    say('echo', { text: 'b' });
    const frames = await socket.got(3);
    expect(
      frames.map((frame) => (typeof frame === 'object' && 'error' in frame ? frame.error : 'ok')),
    ).to.have.members(['ok', 'ok', 'rate_limited']);
    clock.now = 1_000;
    say('echo', { text: 'c' });
    expect((await socket.got(4))[3]).to.deep.include({ text: 'c' });
  });

  it('answers what is too large, binary or not JSON, and closes after too many of them', async () => {
    const { socket, inbox } = setUp({ malformedLimit: { count: 3, windowMs: 60_000 } });
    inbox.receive({ kind: 'text', text: 'x'.repeat(1_001) });
    inbox.receive({ kind: 'binary' });
    expect(socket.closed).to.deep.equal([]);
    inbox.receive({ kind: 'text', text: '{' });
    const codes = (await socket.got(3)).map((frame) => (frame as { error: string }).error);
    expect(codes).to.deep.equal(['too_large', 'invalid', 'invalid']);
    expect(socket.closed).to.deep.equal([4400]);
  });

  it('executes nothing more for a socket that was told to go', async () => {
    const { socket, inbox, say } = setUp();
    say('auth', { token: 'good' });
    await socket.got(1);
    socket.closing = true;
    say('echo', { text: 'too late' });
    expect(inbox.idle).to.equal(true);
    expect(socket.frames.length).to.equal(1);
  });

  it('answers the acknowledgement callback as well', async () => {
    const { inbox } = setUp();
    const acknowledged = await new Promise((resolve) => {
      inbox.receive(
        { kind: 'text', text: JSON.stringify({ event: 'auth', data: { token: 'good' } }) },
        resolve,
      );
    });
    expect(acknowledged).to.deep.equal({ ok: true });
  });

  it('lets live events through after a request that made the session and failed then', async () => {
    const failing = publicRow({
      useCases: ['authenticate'],
      input: z.object({ token: z.string() }),
      run: async (call, { token }) => {
        await call.authenticate(token);
        throw new ChatError('not_found', 'no such room');
      },
    });
    const { socket, say } = setUp({ rows: { failing } });
    say('failing', { token: 'good' });
    expect(await socket.got(1)).to.have.nested.property('[0].error', 'not_found');
    await new Promise((resolve) => setImmediate(resolve));
    expect(socket.active).to.equal(true);
  });
});
