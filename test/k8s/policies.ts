/** @module What must hold for every way to deploy, by a sentence. */
import { autoscalersOwnTheReplicas } from './policies/autoscalers-own-the-replicas.js';
import { containersAreBounded } from './policies/containers-are-bounded.js';
import { doorsLeadToTheGateway } from './policies/doors-lead-to-the-gateway.js';
import { drainFitsTheGracePeriod } from './policies/drain-fits-the-grace-period.js';
import { metricsExist } from './policies/metrics-exist.js';
import { migrationComesFirst } from './policies/migration-comes-first.js';
import { namesLeadSomewhere } from './policies/names-lead-somewhere.js';
import { networkIsClosed } from './policies/network-is-closed.js';
import { podsAreConfined } from './policies/pods-are-confined.js';
import type { Policy } from './policies/policy.js';
import { probesAreAnswered } from './policies/probes-are-answered.js';
import { rolloutsAreGentle } from './policies/rollouts-are-gentle.js';
import { secretsStayOut } from './policies/secrets-stay-out.js';
import { settingsAreKnown } from './policies/settings-are-known.js';

export const POLICIES = {
  'confines its pods': podsAreConfined,
  'bounds its containers': containersAreBounded,
  'gives a drain the time it takes': drainFitsTheGracePeriod,
  'asks probes where they are answered': probesAreAnswered,
  'rolls out gently': rolloutsAreGentle,
  'has names that lead somewhere': namesLeadSomewhere,
  'has doors that lead to the gateway': doorsLeadToTheGateway,
  'closes its network': networkIsClosed,
  'sets only what programs read': settingsAreKnown,
  'keeps secrets out': secretsStayOut,
  'asks for metrics that exist': metricsExist,
  'leaves the replicas to the autoscaler': autoscalersOwnTheReplicas,
  'migrates before nodes start': migrationComesFirst,
} as const satisfies Readonly<Record<string, Policy>>;
