import type { JobObserver, JobOutcome, QueueName } from '@crosstalk/jobs';

/** Counts what jobs tell, and lets a test wait for it. */
export class Recorder implements JobObserver {
  readonly counts: Partial<Record<`${QueueName} ${JobOutcome}`, number>> = {};
  readonly sweeps: { rooms: number; oldestMs: number }[] = [];
  /** The queue of each run of a job. */
  readonly runs: QueueName[] = [];
  readonly files: ('ready' | 'rejected')[] = [];
  mendedCounters = 0;
  readonly #watchers = new Set<() => void>();

  counted(queue: QueueName, outcome: JobOutcome, count: number): void {
    this.counts[`${queue} ${outcome}`] = this.count(queue, outcome) + count;
    this.nudge();
  }
  took(queue: QueueName): void {
    this.runs.push(queue);
  }
  failed(): void {}
  mended(counters: number): void {
    this.mendedCounters += counters;
    this.nudge();
  }
  expired(): void {}
  fileDone(outcome: 'ready' | 'rejected'): void {
    this.files.push(outcome);
    this.nudge();
  }
  swept(rooms: number, oldestMs: number): void {
    this.sweeps.push({ rooms, oldestMs });
    this.nudge();
  }
  count(queue: QueueName, outcome: JobOutcome): number {
    return this.counts[`${queue} ${outcome}`] ?? 0;
  }

  /** Something else changed that `until` may look at. */
  readonly nudge = (): void => {
    for (const look of this.#watchers) look();
  };

  /** Resolves when the condition holds, looked at whenever something was told. @throws Error after `deadlineMs` */
  until(what: string, condition: () => boolean, deadlineMs = 45_000): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`not in time: ${what}; so far ${JSON.stringify(this.counts)}`)),
        deadlineMs,
      );
      const look = () => {
        if (!condition()) return;
        clearTimeout(timer);
        this.#watchers.delete(look);
        resolve();
      };
      this.#watchers.add(look);
      look();
    });
  }
}
