import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { ArrivalLog } from '../harness/arrival-log.js';

interface Told {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** ISO time; in the future while the alert is on. */
  readonly endsAt: string;
}

/** Takes what Prometheus tells an Alertmanager. */
export class AlertReceiver {
  readonly log = new ArrivalLog<Told>();
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        response.end();
        if (request.url !== '/api/v2/alerts') return;
        for (const each of JSON.parse(Buffer.concat(parts).toString()) as Told[]) this.log.add(each);
      });
    });
  }

  static async start(): Promise<AlertReceiver> {
    const receiver = new AlertReceiver();
    receiver.#server.listen(0, '127.0.0.1');
    await once(receiver.#server, 'listening');
    return receiver;
  }

  /** As a target of Prometheus. */
  get address(): string {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('the receiver does not listen');
    return `127.0.0.1:${address.port}`;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}
