import { createHash } from 'node:crypto';
import type { RedisClient } from './redis-client.js';

/** A script that Redis runs in one step. Its first key decides the node of a Redis Cluster; every key it touches shares that hash tag. */
export interface LuaScript {
  readonly source: string;
  readonly sha: string;
}

export function luaScript(source: string): LuaScript {
  return { source, sha: createHash('sha1').update(source).digest('hex') };
}

/** Runs the script by its hash, and sends its text once when Redis does not know it. @throws what ioredis throws */
export async function runScript(
  redis: RedisClient,
  script: LuaScript,
  call: { readonly key: string; readonly args: readonly (string | number)[] },
): Promise<unknown> {
  try {
    return await redis.evalsha(script.sha, 1, call.key, ...call.args);
  } catch (error) {
    if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error;
    return redis.eval(script.source, 1, call.key, ...call.args);
  }
}
