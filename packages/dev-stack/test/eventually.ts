import { setTimeout as delay } from 'node:timers/promises';

const LIMIT_MS = 60_000;
const POLL_MS = 25;

/** Waits for something that sends no event; fails after 20 seconds. */
export async function eventually(holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + LIMIT_MS;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`did not come true within ${LIMIT_MS / 1000} s: ${holds}`);
    await delay(POLL_MS);
  }
}
