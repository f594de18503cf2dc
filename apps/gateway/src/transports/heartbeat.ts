import type { WebSocket } from 'ws';

/** Milliseconds between pings: below the idle time-outs of load balancers, which begin at 60 s. */
export const HEARTBEAT_MS = 25_000;

/** Pings raw WebSockets and cuts off those that did not answer the last ping (RFC 6455, section 5.5.2). */
export class Heartbeat {
  readonly #silent = new Map<WebSocket, boolean>();
  readonly #timer = setInterval(() => this.#beat(), HEARTBEAT_MS).unref();

  watch(socket: WebSocket): void {
    this.#silent.set(socket, false);
    socket.on('pong', () => this.#silent.set(socket, false));
    socket.once('close', () => this.#silent.delete(socket));
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #beat(): void {
    for (const [socket, silent] of this.#silent) {
      if (silent) socket.terminate();
      else {
        this.#silent.set(socket, true);
        socket.ping();
      }
    }
  }
}
