import WebSocket from 'ws';
import { FrameSocket } from './frame-socket.js';

export type JsonFrame = Readonly<Record<string, unknown>>;

/** A raw WebSocket with one JSON object a text frame, as they are on the wire. */
export class JsonSocket extends FrameSocket<JsonFrame> {
  static async connect(url: string, headers: Readonly<Record<string, string>> = {}): Promise<JsonSocket> {
    return new JsonSocket(new WebSocket(url, { headers: { ...headers } })).opened();
  }

  send(frame: object): void {
    this.write(frame);
  }

  /** The first frame that matches and was not given before. */
  next(what: string, matches: (frame: JsonFrame) => boolean): Promise<JsonFrame> {
    return this.log.next(what, matches);
  }

  close(): void {
    this.socket.close();
  }
}
