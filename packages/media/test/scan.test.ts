import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { ScannerUnavailable } from '@crosstalk/media';
import { expect } from 'chai';
import { after, afterEach, before, describe, it } from 'mocha';
import { scanFile } from '../src/scan/scan-file.js';
import { ready, rejected } from './support/expect-result.js';
import { plain } from './support/frames.js';
import { itWith } from './support/media-tools.js';
import { OwnClamd, STREAM_LIMIT } from './support/own-clamd.js';
import { Workbench } from './support/workbench.js';

const withClamd = itWith('clamd');
/** The harmless virus of eicar.org, in two parts, so that nobody takes this file for one. */
const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR', '-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('');

describe('The virus scan', () => {
  let bench: Workbench;
  let clamd: OwnClamd | undefined;
  const closing: (() => void)[] = [];
  before(async () => {
    bench = await Workbench.open();
  });
  after(() => bench.remove());
  afterEach(async () => {
    await clamd?.remove();
    clamd = undefined;
    for (const close of closing.splice(0)) close();
  });

  async function scanned(bytes: Uint8Array | string) {
    clamd ??= await OwnClamd.start();
    return bench.process(bytes, { settings: { clamdUrl: clamd.url } });
  }

  /** Somebody on the port of clamd who reads on and says this. */
  async function impostor(reply: string): Promise<string> {
    const server = createServer((socket) => {
      socket.on('error', () => socket.destroy()).once('data', () => socket.write(reply));
      socket.resume();
      closing.push(() => socket.destroy());
    });
    closing.push(() => server.close());
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  async function failure(clamdUrl: string, timeoutMs?: number): Promise<unknown> {
    const path = await bench.write('hello');
    return scanFile({ path, clamdUrl, ...(timeoutMs && { timeoutMs }) }).then(
      () => expect.fail('taken for clean'),
      (error: unknown) => error,
    );
  }

  withClamd('finds a virus, and lets pass what has none', async () => {
    expect(rejected(await scanned(EICAR), 'infected').detail).to.match(/^Eicar-Signature/);
    ready(await scanned('nothing bad'));
    ready(await scanned(await plain(800, 800).png().toBuffer()));
  });

  withClamd('refuses what is too large to be scanned', async () => {
    rejected(await scanned('x'.repeat(4 * STREAM_LIMIT)), 'too_large_to_scan');
    ready(await scanned('x'.repeat(STREAM_LIMIT)));
  });

  withClamd('that is away makes the file wait, and never lets it pass', async () => {
    ready(await scanned('nothing bad'));
    await clamd?.kill();
    const result = await scanned('nothing bad').catch((error: unknown) => error);
    expect(result).to.be.instanceOf(ScannerUnavailable);
  });

  it('without an answer makes the file wait', async () => {
    expect(await failure(await impostor(''), 50)).to.be.instanceOf(ScannerUnavailable);
  });

  it('with an answer that nobody understands makes the file wait', async () => {
    for (const reply of ['stream: Can not open file ERROR\0', 'stream: OK, perhaps\0', 'HTTP/1.1 200 OK\0']) {
      expect(await failure(await impostor(reply))).to.be.instanceOf(ScannerUnavailable);
    }
  });

  it('is over a network, too', async () => {
    const path = await bench.write('hello');
    await scanFile({ path, clamdUrl: await impostor('stream: OK\0') });
    const found = await failure(await impostor('stream: Win.Test FOUND\0'));
    expect(found).to.include({ reason: 'infected', message: 'Win.Test' });
  });

  it('is not begun for what is not allowed', async () => {
    const settings = { clamdUrl: 'unix:///nowhere/clamd.ctl', mediaTypes: ['text/*'] };
    rejected(await bench.process(Buffer.from([1, 2, 0]), { settings }), 'type_not_allowed');
    const result = await bench.process('text', { settings }).catch((error: unknown) => error);
    expect(result).to.be.instanceOf(ScannerUnavailable);
  });

  it('ends when the caller stops', async () => {
    const reason = new Error('the worker closes');
    const caller = new AbortController();
    const clamdUrl = await impostor('');
    const scan = scanFile({ path: await bench.write('hello'), clamdUrl, signal: caller.signal });
    caller.abort(reason);
    expect(await scan.catch((error: unknown) => error)).to.equal(reason);
  });
});
