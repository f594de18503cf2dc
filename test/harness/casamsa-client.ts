import WebSocket from 'ws';
import { FrameSocket } from './frame-socket.js';

export interface CasamsaFrame {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A client of the raw dialect: frames as they are on the wire. */
export class CasamsaClient extends FrameSocket<CasamsaFrame> {
  #key = 0;
  static async connect(wsUrl: string, token?: string): Promise<CasamsaClient> {
    const client = await new CasamsaClient(new WebSocket(`${wsUrl}/ws/chat/`)).opened();
    if (token) {
      client.send({ method: 'auth', access_token: token });
      await client.next('authenticated');
    }
    return client;
  }

  send(frame: unknown): void {
    this.write(frame);
  }

  /** Sends a request with a key of its own and waits for the answer that carries it, an error too. */
  async ask(method: string, args: object = {}): Promise<CasamsaFrame> {
    this.#key += 1;
    const key = `k${this.#key}`;
    this.send({ method, args: { ...args, event_response_key: key } });
    return this.log.next(
      `the answer to ${method}`,
      ({ data }) => (data as { event_response_key?: unknown }).event_response_key === key,
    );
  }

  next(
    type: string,
    matches: (data: CasamsaFrame['data']) => boolean = () => true,
    deadlineMs?: number,
  ): Promise<CasamsaFrame> {
    return this.log.next(type, (frame) => frame.type === type && matches(frame.data), deadlineMs);
  }

  all(type: string): CasamsaFrame['data'][] {
    return this.log.all.filter((frame) => frame.type === type).map(({ data }) => data);
  }

  close(): void {
    this.socket.close();
  }
}
