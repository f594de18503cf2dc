import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { endChild } from '../process/end-child.js';
import { logTail } from '../process/log-tail.js';
import type { Watchdog } from '../process/watchdog.js';
import { reasonOf, StackError } from '../stack-error.js';
import type { RunningService } from './service.js';

const READY_LIMIT_MS = 60_000;
const POLL_MS = 100;
const GRACE_MS = 15_000;

export interface ServerPlan {
  readonly name: string;
  readonly binary: string;
  readonly arguments: readonly string[];
  readonly url: string;
  readonly log: string;
  readonly watchdog: Watchdog | undefined;
  /** Throws as long as the server does not answer. */
  readonly probe: () => Promise<void>;
  /** Makes a clear failure of an early exit; undefined when the log says nothing known. */
  readonly explain: (log: string, exitCode: number | null) => StackError | undefined;
}

/**
 * Starts a database server and waits until it answers.
 *
 * @throws StackError when it ends before that or stays silent for a minute.
 */
export async function startServer(plan: ServerPlan): Promise<RunningService> {
  // A group of its own: Ctrl-C must reach the gateways first, the databases last.
  const child = spawn(plan.binary, plan.arguments, { detached: true, stdio: 'ignore' });
  child.on('error', () => {});
  plan.watchdog?.guard(child);
  const ended = child.pid === undefined ? Promise.resolve() : once(child, 'exit').then(() => {});
  const close = async () => {
    await endChild(child, GRACE_MS);
  };
  try {
    await waitUntilReady(plan, child);
  } catch (failure) {
    await close();
    throw failure;
  }
  return { url: plan.url, pid: child.pid ?? 0, ended, close };
}

async function waitUntilReady(plan: ServerPlan, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + READY_LIMIT_MS;
  let reason = 'no answer';
  while (Date.now() < deadline) {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) {
      throw await earlyEnd(plan, child.exitCode);
    }
    try {
      return await plan.probe();
    } catch (failure) {
      reason = reasonOf(failure);
    }
    await delay(POLL_MS);
  }
  throw new StackError(`${plan.name} is not ready after ${READY_LIMIT_MS / 1000} s: ${reason}`, [
    `read ${plan.log}`,
  ]);
}

async function earlyEnd(plan: ServerPlan, exitCode: number | null): Promise<StackError> {
  const lines = await logTail(plan.log, 200);
  const known = plan.explain(lines.join('\n'), exitCode);
  if (known !== undefined) return known;
  const tail = lines.slice(-10).join('\n');
  return new StackError(`${plan.name} ended at its start (exit code ${exitCode}). Its last words:\n${tail}`, [
    `read ${plan.log}`,
    'npm start -- --fresh starts over with empty data',
  ]);
}
