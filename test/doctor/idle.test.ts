import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { doctorOptions } from '@crosstalk/doctor';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { Server } from 'socket.io';
import { checkIdle } from '../../packages/doctor/src/checks/check-idle.js';
import { targetOf } from '../../packages/doctor/src/target.js';

/** Socket.IO closes who does not join a namespace after 45 s; here sooner. */
const JOIN_WITHIN_MS = 4_000;
const HELD_SECONDS = '6';

describe('The doctor that holds a quiet connection', () => {
  it('joins a namespace as a client does, so that it is not cut off for its own silence', async () => {
    const server = createServer();
    const io = new Server(server, { connectTimeout: JOIN_WITHIN_MS });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const found = await checkIdle(targetOf(doctorOptions(['--url', url, '--idle-seconds', HELD_SECONDS])));
      // This server has no raw WebSockets.
      expect(found.map(({ verdict, text }) => `${verdict}: ${text}`)).to.deep.equal([
        'skipped: No raw WebSocket can be opened, and so none was held.',
      ]);
    } finally {
      await io.close();
    }
  });
});
