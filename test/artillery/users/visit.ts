import type { DialectName } from './dialects.js';
import type { Listener } from './listener.js';
import type { Seat } from './population.js';
import { RoomLedger } from './room-ledger.js';
import type { Metrics, VirtualUser } from './virtual-user.js';
import { Refusal, type Said, type Voice } from './voice.js';
import { VOICES } from './voices/voices.js';

export interface Person {
  readonly dialect: DialectName;
  readonly seat: Seat;
  readonly token: string;
}

/** Emitted as 0 by every user: a threshold on a counter that nobody has touched would fail. */
const COUNTERS = [
  'requests',
  'errors',
  'sends',
  'acknowledged',
  'deliveries',
  'lost',
  'doubled',
  'disordered',
];

const ledgers = new Map<number, RoomLedger>();

/** One virtual user in its room, from its connection to its end. */
export class Visit {
  readonly #dialect: DialectName;
  readonly #ledger: RoomLedger;
  readonly #voice: Voice;
  readonly #metrics: Metrics;
  readonly #connectionLost: Promise<never>;
  #failConnection: (refusal: Refusal) => void = () => {};
  #listener: Listener | undefined;
  #isOver = false;

  constructor(user: VirtualUser, { dialect, seat, token }: Person, metrics: Metrics) {
    const ledger = ledgers.get(seat.roomId) ?? new RoomLedger();
    ledgers.set(seat.roomId, ledger);
    this.#dialect = dialect;
    this.#ledger = ledger;
    this.#metrics = metrics;
    this.#connectionLost = new Promise((_resolve, reject) => {
      this.#failConnection = reject;
    });
    // Nobody may be waiting when it happens.
    this.#connectionLost.catch(() => undefined);
    const hear = (said: Said): void => this.#hear(said);
    this.#voice = VOICES[dialect]({ user, seat, token, limitMs: user.vars.ackLimitMs, hear });
    for (const name of COUNTERS) this.#count(name, 0);
  }

  /** Authenticates. From here on the room must be heard. */
  async enter(): Promise<void> {
    this.#count('requests');
    await this.#done(this.#voice.enter()).catch((error) => {
      // The engine ends the connection now; that is no error of its own.
      this.#isOver = true;
      throw error;
    });
    this.#count(`connections.${this.#dialect}`);
    this.#listener = this.#ledger.enter();
  }

  /** One message and its acknowledgement. A refusal is counted, and the user goes on; without a connection it cannot. */
  async say(): Promise<void> {
    const listener = this.#listener;
    if (!listener) throw new Error('nobody speaks before they have entered');
    const message = this.#ledger.begin(listener);
    this.#count('requests');
    this.#count('sends');
    try {
      await this.#done(this.#voice.say(message.text, message.mark));
    } catch (error) {
      this.#ledger.withdraw(message);
      if (this.#isOver) throw error;
      return;
    }
    const ms = performance.now() - message.sentAt;
    this.#count('acknowledged');
    this.#metrics.emit('histogram', 'crosstalk.ack_ms', ms);
    this.#metrics.emit('histogram', `crosstalk.ack_ms.${this.#dialect}`, ms);
  }

  /** Waits until everything has come that was sent meanwhile, and counts what has not. @param limitMs longest wait */
  async leave(limitMs: number): Promise<void> {
    const listener = this.#listener;
    if (!listener || this.#isOver) return this.#connectionLost;
    this.#ledger.leave(listener);
    await Promise.race([listener.settle(limitMs), this.#connectionLost]);
    this.#isOver = true;
    this.#countFault('lost', listener.missing.length);
    this.#countFault('doubled', listener.doubled);
    this.#countFault('disordered', listener.disordered);
    this.#ledger.abandon(listener);
  }

  /** The connection is closed. Before the end of {@link leave} that is an error. */
  closed(code: string): void {
    if (this.#isOver) return;
    this.#isOver = true;
    const refusal = new Refusal(code);
    this.#countError(refusal);
    if (this.#listener) this.#ledger.abandon(this.#listener);
    this.#failConnection(refusal);
  }

  #hear(said: Said): void {
    if (!this.#listener) return;
    const message = this.#ledger.hear(this.#listener, said);
    if (!message) return;
    this.#count('deliveries');
    this.#metrics.emit('histogram', 'crosstalk.delivery_ms', performance.now() - message.sentAt);
  }

  async #done(request: Promise<void>): Promise<void> {
    try {
      await Promise.race([request, this.#connectionLost]);
    } catch (error) {
      // The end of the connection has counted itself.
      if (!this.#isOver) this.#countError(error);
      throw error;
    }
  }

  #countError(error: unknown): void {
    this.#count('errors');
    this.#metrics.emit('error', `${this.#dialect}: ${error instanceof Refusal ? error.code : String(error)}`);
  }

  /** Named by dialect among the errors of Artillery, too. */
  #countFault(fault: 'lost' | 'doubled' | 'disordered', by: number): void {
    this.#count(fault, by);
    if (by > 0) this.#metrics.emit('counter', `errors.${this.#dialect}: message ${fault}`, by);
  }

  #count(name: string, by = 1): void {
    this.#metrics.emit('counter', `crosstalk.${name}`, by);
  }
}
