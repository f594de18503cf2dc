import { createServer } from 'node:net';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import WebSocket from 'ws';
import { closeOf } from './close-of.js';
import { within } from './deadline.js';

describe('The close of a test’s socket', () => {
  it('is told with a code where an error comes first', async () => {
    // Ends whoever connects before the handshake is answered.
    const server = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const errors: unknown[] = [];
    const socket = new WebSocket(`ws://127.0.0.1:${address.port}`);
    socket.on('error', (error) => errors.push(error));
    expect(await within(closeOf(socket), 'the close')).to.equal(1006);
    expect(errors).to.have.length(1);
    server.close();
  });
});
