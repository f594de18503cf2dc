import { freePort } from './free-port.js';
import { OwnProcess } from './own-process.js';

const READY = /ready to accept connections|\+monitor|Sentinel ID/i;

/** A Redis of the test's own. What it held is gone when it is killed, as with a lost machine. */
export class OwnRedis {
  readonly #process: OwnProcess;
  readonly #options: readonly string[];

  private constructor(port: number, options: readonly string[]) {
    this.#process = new OwnProcess('CROSSTALK_REDIS_SERVER', port);
    this.#options = options;
  }

  /** @param options of the command line; a configuration file comes first. @throws when CROSSTALK_REDIS_SERVER names no program */
  static async start(...options: string[]): Promise<OwnRedis> {
    const redis = new OwnRedis(await freePort(), options);
    await redis.resume();
    return redis;
  }

  get port(): number {
    return this.#process.port;
  }

  get folder(): string {
    return this.#process.folder;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  kill(): Promise<void> {
    return this.#process.kill();
  }

  async resume(): Promise<void> {
    const common = ['--port', `${this.port}`, '--bind', '127.0.0.1', '--dir', this.folder];
    const hasFile = this.#options[0]?.endsWith('.conf');
    const args = hasFile ? [...this.#options, ...common] : [...common, '--save', '', ...this.#options];
    await this.#process.start(args, READY);
  }

  remove(): Promise<void> {
    return this.#process.remove();
  }
}
