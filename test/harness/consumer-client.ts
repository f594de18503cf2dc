import WebSocket from 'ws';
import { within } from './deadline.js';
import { FrameSocket } from './frame-socket.js';

export interface ConsumerFrame {
  readonly type: string;
  readonly content: Readonly<Record<string, unknown>>;
}

/** A client of the raw dialect whose token comes with the upgrade: frames as they are on the wire. */
export class ConsumerClient extends FrameSocket<ConsumerFrame> {
  /** @param by where the token is shown; browsers can only show it as a subprotocol */
  static async connect(
    wsUrl: string,
    token: string,
    by: 'header' | 'subprotocol' = 'header',
  ): Promise<ConsumerClient> {
    const url = `${wsUrl}/ws/chats/`;
    const socket =
      by === 'subprotocol'
        ? new WebSocket(url, ['bearer', token])
        : new WebSocket(url, { headers: { authorization: `Bearer ${token}` } });
    return new ConsumerClient(socket).opened();
  }

  send(type: string, content?: object): void {
    this.write({ type, content });
  }

  next(
    type: string,
    matches: (content: ConsumerFrame['content']) => boolean = () => true,
  ): Promise<ConsumerFrame['content']> {
    const what = (frame: ConsumerFrame): boolean => frame.type === type && matches(frame.content);
    return this.log.next(type, what).then(({ content }) => content);
  }

  all(...types: readonly string[]): ConsumerFrame[] {
    return this.log.all.filter(({ type }) => types.includes(type));
  }

  /** Resolves with the close code when the socket is closed. */
  close(): Promise<number> {
    this.socket.close();
    return within(this.closed, 'close');
  }
}
