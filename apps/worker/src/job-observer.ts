import type { JobObserver } from '@crosstalk/jobs';
import type { Logger, Metrics } from '@crosstalk/telemetry';

/** During an outage every job fails for the same reason: of one queue, this many milliseconds share one line. */
const QUIET_MS = 10_000;

/** What jobs tell, as metrics and log lines. */
export function jobObserver(metrics: Metrics, log: Logger): JobObserver {
  const lines = new Map<string, { until: number; suppressed: number }>();
  return {
    counted: (queue, outcome, count) => metrics.jobs.with({ queue, outcome }).inc(count),
    took: (queue, ms) => metrics.jobSeconds.with({ queue }).observe(ms / 1000),
    failed: (queue, err) => {
      const now = performance.now();
      const last = lines.get(queue);
      if (last !== undefined && now < last.until) {
        last.suppressed++;
        return;
      }
      lines.set(queue, { until: now + QUIET_MS, suppressed: 0 });
      log.warn({ queue, err, suppressed: last?.suppressed ?? 0 }, 'a job or its queue failed');
    },
    swept: (rooms, oldestMs) => {
      metrics.outboxDirtyRooms.set(rooms);
      metrics.outboxOldestSeconds.set(oldestMs / 1000);
    },
    mended: (counters) => {
      metrics.unreadMended.inc(counters);
      log.warn({ counters }, 'unread counters were wrong and are right now');
    },
    expired: (messages) => metrics.messagesExpired.inc(messages),
    fileDone: (outcome, reason) => {
      metrics.files.with({ outcome }).inc();
      if (reason !== undefined) log.info({ reason }, 'a file was refused');
    },
  };
}
