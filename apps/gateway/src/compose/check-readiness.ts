import { redisHealth } from '@crosstalk/cluster';
import { askDependencies, type Metrics, type Readiness } from '@crosstalk/telemetry';
import type { ChatNode } from './build-node.js';

/** Ready: not draining, started, MongoDB and Redis answer. */
export async function checkReadiness(
  state: { readonly draining: boolean; readonly node: ChatNode | null },
  metrics: Pick<Metrics, 'dependencyUp'>,
): Promise<Readiness> {
  if (state.draining) return { ok: false, checks: { node: 'draining' } };
  if (!state.node) {
    metrics.dependencyUp.with({ dependency: 'mongodb' }).set(0);
    return { ok: false, checks: { node: 'waiting for MongoDB' } };
  }
  const { node } = state;
  const redis = async (): Promise<void> => {
    const { ok, problem } = await redisHealth(node.redis);
    if (!ok) throw new Error(problem);
  };
  return askDependencies({ mongodb: () => node.pingStorage(), redis }, metrics);
}
