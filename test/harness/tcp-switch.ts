import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';

/** A load balancer in small: new connections go to the port that `to` names at that moment, those that are there stay. */
export class TcpSwitch {
  to: number;
  readonly #server: Server;

  private constructor(to: number) {
    this.to = to;
    this.#server = createServer((client) => {
      const upstream = connect(this.to, '127.0.0.1');
      client.pipe(upstream).pipe(client);
      client.on('error', () => upstream.destroy());
      upstream.on('error', () => client.destroy());
      client.on('close', () => upstream.destroy());
      upstream.on('close', () => client.destroy());
    });
  }

  static async start(to: number): Promise<TcpSwitch> {
    const made = new TcpSwitch(to);
    await once(made.#server.listen(0, '127.0.0.1'), 'listening');
    return made;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.close();
  }
}
