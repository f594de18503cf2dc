import { Redis } from 'ioredis';
import type { RedisClient } from './redis-client.js';

const DEFAULT_INTERVAL_MS = 10_000;

/**
 * Notices a link that is dead without a word, as a vanished host or a firewall leaves it: a subscriber on it hears nothing for ever, a
 * publisher fails until the kernel gives up after a quarter of an hour. Asks in intervals and opens a new connection when the answer
 * stays out for as long. Returns what ends the watch. A Redis Cluster is left alone: its client watches its nodes by itself.
 */
export function watchLink(client: RedisClient, intervalMs = DEFAULT_INTERVAL_MS): () => void {
  if (!(client instanceof Redis)) return () => {};
  let unanswered = false;
  const timer = setInterval(() => {
    if (client.status !== 'ready') {
      unanswered = false;
      return;
    }
    if (unanswered) {
      unanswered = false;
      client.disconnect(true);
      return;
    }
    unanswered = true;
    client.ping().then(
      () => {
        unanswered = false;
      },
      () => {},
    );
  }, intervalMs).unref();
  return () => clearInterval(timer);
}
