import type { RateLimiter, RateRule } from '@crosstalk/domain';
import type { RedisClients } from '../redis/create-redis-clients.js';
import { luaScript, runScript } from '../redis/lua-script.js';
import { LocalRateWindow } from './local-rate-window.js';

/** ARGV window in ms. Uses in the present window, and ms until it ends. */
const countUse = luaScript(`
local count = redis.call('INCR', KEYS[1])
local left = redis.call('PTTL', KEYS[1])
if left < 0 then
  redis.call('PEXPIRE', KEYS[1], ARGV[1])
  left = tonumber(ARGV[1])
end
return { count, left }
`);

/** Fixed windows in Redis, shared by all nodes. While Redis is away each node counts for itself. */
export class RedisRateLimiter implements RateLimiter {
  readonly #redis: Pick<RedisClients, 'commands' | 'keys'>;
  readonly #local = new LocalRateWindow();

  constructor(redis: Pick<RedisClients, 'commands' | 'keys'>) {
    this.#redis = redis;
  }

  async take(
    rule: RateRule,
    key: string,
  ): Promise<{ readonly allowed: boolean; readonly retryAfterMs: number }> {
    try {
      const call = { key: this.#redis.keys.rate(rule.name, key), args: [rule.windowMs] };
      const [count = 0, left = 0] = (await runScript(
        this.#redis.commands,
        countUse,
        call,
      )) as readonly number[];
      const allowed = count <= rule.limit;
      return { allowed, retryAfterMs: allowed ? 0 : Math.max(1, left) };
    } catch {
      return this.#local.take(rule, key);
    }
  }
}
