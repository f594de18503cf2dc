// Preloaded into every measured server: answers its parent with the memory after full collections, and ends with its parent.
import { setTimeout as delay } from 'node:timers/promises';

/** Pages that one collection has emptied go back to the system during the next ones. */
const ROUNDS = 4;
const PAUSE_MS = 100;

process.on('message', async (request) => {
  if (request !== 'collect') return;
  for (let round = 0; round < ROUNDS; round += 1) {
    globalThis.gc?.();
    await delay(PAUSE_MS);
  }
  process.send?.({ collected: process.memoryUsage() });
});
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
// The server alone decides when it is done.
process.channel?.unref();
