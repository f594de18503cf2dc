/** Script: reads `+ pid start-time` and `- pid` lines and ends what is left on the list when they stop. */
import { createInterface } from 'node:readline';
import { endProcess } from './end-process.js';

const guarded = new Map<number, string>();

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});

for await (const line of createInterface({ input: process.stdin })) {
  const [sign, pid, ...startTime] = line.split(' ');
  if (sign === '+') guarded.set(Number(pid), startTime.join(' '));
  else guarded.delete(Number(pid));
}

// Gateways and worker go before the databases they write to.
for (const [pid, startTime] of [...guarded].reverse()) await endProcess(pid, startTime);
