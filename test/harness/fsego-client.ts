import WebSocket from 'ws';
import { FrameSocket } from './frame-socket.js';

export interface FsegoFrame {
  readonly action: string;
  readonly [member: string]: unknown;
}

/** A client of the raw dialect of host sites: frames as they are on the wire, and texts that are no JSON object. */
export class FsegoClient extends FrameSocket<FsegoFrame | string> {
  #requests = 0;
  static async connect(wsUrl: string, path = '/ws/fsego/'): Promise<FsegoClient> {
    return new FsegoClient(new WebSocket(`${wsUrl}${path}`), frameOf).opened();
  }

  send(frame: unknown): void {
    this.write(frame);
  }

  /** Sends a request with a `request_id` of its own and waits for the answer that carries it, an error too. */
  async ask(frame: object): Promise<FsegoFrame> {
    this.#requests += 1;
    const requestId = `r${this.#requests}`;
    this.send({ ...frame, request_id: requestId });
    return this.#next(
      `the answer to ${JSON.stringify(frame).slice(0, 80)}`,
      (each) => each.request_id === requestId,
    );
  }

  next(
    action: string,
    matches: (frame: FsegoFrame) => boolean = () => true,
    deadlineMs?: number,
  ): Promise<FsegoFrame> {
    return this.#next(action, (frame) => frame.action === action && matches(frame), deadlineMs);
  }

  /** Waits for a text that is no JSON object. */
  async text(expected: string): Promise<void> {
    await this.log.next(expected, (item) => item === expected);
  }

  close(): void {
    this.socket.close();
  }

  async #next(
    what: string,
    matches: (frame: FsegoFrame) => boolean,
    deadlineMs?: number,
  ): Promise<FsegoFrame> {
    const isIt = (item: FsegoFrame | string): boolean => typeof item !== 'string' && matches(item);
    return (await this.log.next(what, isIt, deadlineMs)) as FsegoFrame;
  }
}

function frameOf(text: string): FsegoFrame | string {
  return text.startsWith('{') ? (JSON.parse(text) as FsegoFrame) : text;
}
