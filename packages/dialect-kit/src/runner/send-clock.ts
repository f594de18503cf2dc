interface SendClockDeps {
  /** Milliseconds of a monotonic clock. */
  now(): number;
  observeSend?(stage: 'durable' | 'acknowledged', milliseconds: number): void;
}

/** Times one send from the frame on. Its answer comes from its row, from the event that it causes, or from both: the first counts. */
export class SendClock {
  readonly #receivedAt: number;
  readonly #deps: SendClockDeps;
  #answered = false;

  constructor(receivedAt: number, deps: SendClockDeps) {
    this.#receivedAt = receivedAt;
    this.#deps = deps;
  }

  stored(): void {
    this.#tell('durable');
  }

  /** Bound, since the event table calls it. */
  readonly answered = (): void => {
    if (this.#answered) return;
    this.#answered = true;
    this.#tell('acknowledged');
  };

  #tell(stage: 'durable' | 'acknowledged'): void {
    this.#deps.observeSend?.(stage, this.#deps.now() - this.#receivedAt);
  }
}
