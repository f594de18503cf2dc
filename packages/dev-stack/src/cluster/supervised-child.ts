import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { endChild } from '../process/end-child.js';
import { logTail } from '../process/log-tail.js';
import type { Watchdog } from '../process/watchdog.js';
import { StackError } from '../stack-error.js';
import type { ChildLog } from './child-log.js';
import { restartDelay } from './restart-delay.js';

const POLL_MS = 200;
const START_LIMIT_MS = 60_000;
const MOST_FAILED_STARTS = 3;
/** On top of the time that the process itself takes for its drain. */
const GRACE_MS = 10_000;
/** Ready for this long, a process counts as healthy and its failed starts are forgotten. */
const SETTLED_MS = 30_000;

export interface ChildPlan {
  readonly name: string;
  readonly script: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly log: ChildLog;
  readonly watchdog: Watchdog;
  readonly probe: () => Promise<boolean>;
  readonly report: (line: string) => void;
  /** Called when it turns ready or stops being so. */
  readonly onReady: (ready: boolean) => void;
  /** Called when it keeps dying at its start. */
  readonly onHopeless: (failure: StackError) => void;
}

/** A gateway or worker that is started again when it dies. */
export class SupervisedChild {
  readonly #plan: ChildPlan;
  #child: ChildProcess | undefined;
  #ready = false;
  #failures = 0;
  #stopping: Promise<void> | undefined;
  readonly #firstReady: Promise<void>;
  #resolveReady: () => void = () => {};
  #rejectReady: (failure: StackError) => void = () => {};

  constructor(plan: ChildPlan) {
    this.#plan = plan;
    this.#firstReady = new Promise((resolve, reject) => {
      this.#resolveReady = resolve;
      this.#rejectReady = reject;
    });
    // Whoever waits hears of it; nobody has to.
    this.#firstReady.catch(() => {});
    this.#launch();
    void this.#watch();
  }

  /**
   * Settles when the child is ready for the first time.
   *
   * @throws StackError when it keeps dying or is not ready within a minute.
   */
  get ready(): Promise<void> {
    return this.#firstReady;
  }

  /** Lets it drain and ends it for good. */
  stop(): Promise<void> {
    this.#stopping ??= this.#end();
    return this.#stopping;
  }

  async #end(): Promise<void> {
    const child = this.#child;
    const { environment } = this.#plan;
    if (child !== undefined) {
      const exitCode = await endChild(child, GRACE_MS + Number(environment.DRAIN_SECONDS ?? 0) * 1_000);
      if (exitCode !== 0) this.#plan.report(`${this.#plan.name} ended with ${describeEnd(child)}`);
    }
    await this.#plan.log.close();
  }

  #launch(): void {
    const { script, environment, log, watchdog } = this.#plan;
    const child = spawn(process.execPath, ['--enable-source-maps', script], {
      env: environment,
      // A group of its own: Ctrl-C reaches it through this process, in the right order.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    const startedAt = Date.now();
    watchdog.guard(child);
    log.follow(child.stdout);
    log.follow(child.stderr);
    child.on('error', () => {});
    child.once('close', () => void this.#died(child, startedAt));
  }

  async #died(child: ChildProcess, startedAt: number): Promise<void> {
    if (this.#stopping !== undefined) return;
    const { name, report } = this.#plan;
    const settled = this.#ready && Date.now() - startedAt > SETTLED_MS;
    const atStart = !this.#ready;
    this.#setReady(false);
    this.#failures = settled ? 1 : this.#failures + 1;
    if (atStart && this.#failures >= MOST_FAILED_STARTS) return this.#giveUp(child);
    const waitMs = restartDelay(this.#failures);
    report(`${name} died (${describeEnd(child)}), starting it again in ${waitMs / 1000} s`);
    await delay(waitMs);
    if (this.#stopping === undefined) this.#launch();
  }

  async #giveUp(child: ChildProcess): Promise<void> {
    const { name, log } = this.#plan;
    const tail = (await logTail(log.path, 20)).join('\n');
    const message = `${name} keeps dying at its start (${describeEnd(child)}). Its last words:\n${tail}`;
    this.#hopeless(new StackError(message, [`read ${log.path}`]));
  }

  #hopeless(failure: StackError): void {
    this.#rejectReady(failure);
    this.#plan.onHopeless(failure);
  }

  async #watch(): Promise<void> {
    const deadline = Date.now() + START_LIMIT_MS;
    let wasReady = false;
    while (this.#stopping === undefined) {
      this.#setReady(await this.#plan.probe());
      wasReady ||= this.#ready;
      if (!wasReady && Date.now() > deadline) return this.#late();
      await delay(wasReady ? POLL_MS * 5 : POLL_MS);
    }
  }

  #late(): void {
    const { name, log } = this.#plan;
    const message = `${name} is not ready after ${START_LIMIT_MS / 1000} s.`;
    this.#hopeless(new StackError(message, [`read ${log.path}`]));
  }

  #setReady(ready: boolean): void {
    if (ready === this.#ready || this.#stopping !== undefined) return;
    this.#ready = ready;
    this.#plan.onReady(ready);
    if (ready) this.#resolveReady();
  }
}

function describeEnd(child: ChildProcess): string {
  return child.signalCode === null ? `exit code ${child.exitCode}` : `signal ${child.signalCode}`;
}
