import type { RedisClients } from './create-redis-clients.js';

export interface RedisHealth {
  readonly ok: boolean;
  /** Round trip, or null when there was none. */
  readonly latencyMs: number | null;
  /** What is wrong; empty when `ok`. */
  readonly problem: string;
}

/** Whether commands, publishing and subscriptions work; for readiness. Answers within the command timeout and never throws. */
export async function redisHealth(redis: RedisClients): Promise<RedisHealth> {
  const began = performance.now();
  try {
    await Promise.all([redis.commands.ping(), redis.publisher.ping()]);
  } catch (error) {
    return { ok: false, latencyMs: null, problem: error instanceof Error ? error.message : String(error) };
  }
  const latencyMs = performance.now() - began;
  if (redis.subscriber.status !== 'ready')
    return { ok: false, latencyMs, problem: 'the subscriber is not connected' };
  return { ok: true, latencyMs, problem: '' };
}
