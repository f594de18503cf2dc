import { onEachConnect } from '../queue/on-each-connect.js';
import type { QueueSet } from '../queue/queue-set.js';
import type { QueuedJob } from '../queue/queued-job.js';
import { jobOptions } from '../queue/queues.js';
import { type JobWorker, startWorker, type WorkerOptions } from '../queue/start-worker.js';
import type { Task, TaskPlace } from './task.js';

export interface HousekeepingOptions extends WorkerOptions {
  readonly queues: QueueSet;
  readonly tasks: readonly Task[];
}

interface TaskPayload {
  readonly place?: TaskPlace;
}

/** Schedules the tasks and runs those that are due, one at a time in the whole cluster. */
export function createHousekeeping(options: HousekeepingOptions): JobWorker {
  const { observer, queues, tasks } = options;
  const unschedule = onEachConnect(queues.connection, () => {
    schedule(options).catch((error: unknown) => observer.failed('housekeeping', error));
  });
  const byName = new Map(tasks.map((task) => [task.name, task]));
  const worker = startWorker<TaskPayload>(options, {
    queue: 'housekeeping',
    run: async ({ place }, context) => {
      const task = byName.get(context.name);
      // During an update two versions share the queue, and one may not know the tasks of the other; the next turn may be the other's.
      if (task === undefined) throw new Error(`This version has no task ${context.name}.`);
      const rest = await task.run(place ?? null, context);
      if (rest !== null) await queues.add('housekeeping', [restJob(task, rest)]);
    },
  });
  return {
    close: (deadlineMs) => {
      unschedule();
      return worker.close(deadlineMs);
    },
  };
}

async function schedule({ queues, tasks }: HousekeepingOptions): Promise<void> {
  const queue = queues.open('housekeeping');
  await queue.setGlobalConcurrency(1);
  const opts = jobOptions('housekeeping');
  for (const { name, due } of tasks) {
    const repeat = 'everyMs' in due ? { every: due.everyMs } : { pattern: due.cronUtc, tz: 'Etc/UTC' };
    await queue.upsertJobScheduler(name, repeat, { name, opts });
  }
}

/** At most one of a task waits: a run that is due while the one before is not through does not start it over. */
function restJob(task: Task, place: TaskPlace): QueuedJob<TaskPayload> {
  const { name } = task;
  return {
    name,
    data: { place },
    opts: { ...jobOptions('housekeeping'), deduplication: { id: `rest-${name}`, keepLastIfActive: true } },
  };
}
