import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { Transform } from 'node:stream';

/** Stands before a Redis, slows down what is sent to it, and can swallow what goes through its present connections without closing them. */
export interface DeafProxy {
  readonly url: string;
  /** Present connections say nothing any more, in either direction; new ones work. */
  deafen(): void;
  close(): Promise<void>;
}

/** @param delayMs how much later the Redis gets what its clients send */
export async function startDeafProxy(port: number, delayMs = 0): Promise<DeafProxy> {
  const pairs = new Set<readonly [Socket, Socket]>();
  const server = createServer((client) => {
    const upstream = connect(port, '127.0.0.1');
    const pair = [client, upstream] as const;
    pairs.add(pair);
    const slow = new Transform({
      transform: (chunk, _encoding, done) => void setTimeout(() => done(null, chunk), delayMs),
    });
    client.pipe(slow).pipe(upstream).pipe(client);
    for (const socket of pair) {
      socket.on('error', () => {});
      socket.on('close', () => {
        for (const each of pair) each.destroy();
        pairs.delete(pair);
      });
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `redis://127.0.0.1:${(server.address() as AddressInfo).port}`,
    deafen: () => {
      for (const [client, upstream] of pairs) {
        client.unpipe().resume();
        upstream.unpipe().resume();
      }
    },
    close: async () => {
      server.close();
      for (const [client] of pairs) client.destroy();
      await once(server, 'close');
    },
  };
}
