import { redisHealth } from '@crosstalk/cluster';
import type { Metrics, Readiness } from '@crosstalk/telemetry';
import type { ChatNode } from './build-node.js';

/** Ready: not draining, started, MongoDB and Redis answer. */
export async function checkReadiness(
  state: { readonly draining: boolean; readonly node: ChatNode | null },
  metrics: Pick<Metrics, 'dependencyUp'>,
): Promise<Readiness> {
  if (state.draining) return { ok: false, checks: { node: 'draining' } };
  if (!state.node) return { ok: false, checks: { node: 'waiting for MongoDB' } };
  const { node } = state;
  const [mongodb, redis] = await Promise.all([
    node.pingStorage().then(
      () => 'ok',
      (error: Error) => error.message,
    ),
    redisHealth(node.redis).then((health) => (health.ok ? 'ok' : health.problem)),
  ]);
  metrics.dependencyUp.with({ dependency: 'mongodb' }).set(mongodb === 'ok' ? 1 : 0);
  metrics.dependencyUp.with({ dependency: 'redis' }).set(redis === 'ok' ? 1 : 0);
  return { ok: mongodb === 'ok' && redis === 'ok', checks: { mongodb, redis } };
}
