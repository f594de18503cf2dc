import { reasonOf } from '../stack-error.js';

interface Held {
  readonly name: string;
  readonly release: () => Promise<void> | void;
}

/**
 * Everything that has to be let go of at the end, last taken first.
 *
 * A release that fails is reported and does not keep the others from happening.
 */
export class ReleaseStack {
  readonly #held: Held[] = [];
  readonly #report: (line: string) => void;
  #closing: Promise<void> | undefined;

  constructor(report: (line: string) => void) {
    this.#report = report;
  }

  /** True from the first call of {@link close}. */
  get closed(): boolean {
    return this.#closing !== undefined;
  }

  /** Takes over a release; one that comes too late is carried out at once. */
  async hold(name: string, release: Held['release']): Promise<void> {
    if (this.#closing === undefined) this.#held.push({ name, release });
    else await this.#letGo({ name, release });
  }

  /** Releases everything in reverse order; a second call waits for the first. */
  close(): Promise<void> {
    this.#closing ??= this.#closeAll();
    return this.#closing;
  }

  async #closeAll(): Promise<void> {
    for (let held = this.#held.pop(); held !== undefined; held = this.#held.pop()) {
      await this.#letGo(held);
    }
  }

  async #letGo(held: Held): Promise<void> {
    try {
      await held.release();
    } catch (failure) {
      this.#report(`${held.name} did not end cleanly: ${reasonOf(failure)}`);
    }
  }
}
