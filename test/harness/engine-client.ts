import { once } from 'node:events';
import WebSocket from 'ws';
import { ArrivalLog } from './arrival-log.js';
import { within } from './deadline.js';

const PING = '2';
const PONG = '3';

/** Socket.IO by hand: Engine.IO packets as they are on the wire, for what no library would send. */
export class EngineClient {
  readonly socket: WebSocket;
  readonly log = new ArrivalLog<string>();
  readonly closed: Promise<number>;

  private constructor(socket: WebSocket) {
    this.socket = socket;
    this.closed = once(socket, 'close').then(([code]) => code as number);
    socket.on('error', () => undefined);
    socket.on('message', (data, isBinary) => {
      const packet = isBinary ? 'binary' : String(data);
      if (packet === PING) socket.send(PONG);
      else this.log.add(packet);
    });
  }

  /** Connects the transport only. @param path of the dialect, with the slash at its end @param protocol of Engine.IO */
  static async open(wsUrl: string, path = '/socket.io/', protocol: 3 | 4 = 4): Promise<EngineClient> {
    const client = new EngineClient(new WebSocket(`${wsUrl}${path}?EIO=${protocol}&transport=websocket`));
    await client.next('the handshake', (packet) => packet.startsWith('0{'));
    return client;
  }

  /** Connects and authenticates. */
  static async connect(wsUrl: string, token: string): Promise<EngineClient> {
    const client = await EngineClient.open(wsUrl);
    client.send(`40${JSON.stringify({ token })}`);
    await client.next('auth-success', (packet) => packet.startsWith('42["auth-success"'));
    return client;
  }

  send(packet: string | Buffer): void {
    this.socket.send(packet);
  }

  next(what: string, matches: (packet: string) => boolean): Promise<string> {
    return within(this.log.next(what, matches), what);
  }

  /** The acknowledgement of an event, given as JSON text. */
  async ask(event: string, payload: string, id: number): Promise<Record<string, unknown>> {
    this.send(`42${id}[${JSON.stringify(event)},${payload}]`);
    const packet = await this.next(`the answer to ${event.slice(0, 40)}`, (each) =>
      each.startsWith(`43${id}[`),
    );
    return (JSON.parse(packet.slice(packet.indexOf('['))) as Record<string, unknown>[])[0] ?? {};
  }

  close(): void {
    this.socket.close();
  }
}
