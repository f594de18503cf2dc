import { isPortFree } from '../process/port.js';
import { StackError } from '../stack-error.js';
import type { ClusterPlan } from './cluster-plan.js';

/**
 * Looks whether every port of the cluster is free, before anything is started.
 *
 * @throws StackError that names each taken port and what it was for.
 */
export async function checkPorts(plan: ClusterPlan): Promise<void> {
  const wanted: [string, number][] = [['front door', plan.port]];
  for (const gateway of plan.gateways) {
    wanted.push([gateway.name, gateway.port], [`operations of ${gateway.name}`, gateway.opsPort]);
  }
  wanted.push([`operations of ${plan.worker.name}`, plan.worker.opsPort]);
  const taken: string[] = [];
  for (const [what, port] of wanted) {
    if (!(await isPortFree(plan.host, port))) taken.push(`  ${port} (${what})`);
  }
  if (taken.length === 0) return;
  throw new StackError(`Ports in use on ${plan.host}:\n${taken.join('\n')}`, [
    `stop what listens there (lsof -i :${plan.port} tells what it is)`,
    'or choose others: PORT=4000 OPS_PORT=9200 npm start',
  ]);
}
