import { containersAreBounded } from './policies/containers-are-bounded.js';
import { containersAreConfined } from './policies/containers-are-confined.js';
import { endHasTime } from './policies/end-has-time.js';
import { filesExist } from './policies/files-exist.js';
import { healthIsAsked } from './policies/health-is-asked.js';
import { networksAreApart } from './policies/networks-are-apart.js';
import type { Policy } from './policies/policy.js';
import { redisHasTwoRoles } from './policies/redis-has-two-roles.js';
import { settingsAreKnown } from './policies/settings-are-known.js';
import { startIsInOrder } from './policies/start-is-in-order.js';

/** What must hold of the compose file, each as the end of a sentence. */
export const POLICIES: Readonly<Record<string, Policy>> = {
  'confines its containers': containersAreConfined,
  'bounds its containers': containersAreBounded,
  'starts in order': startIsInOrder,
  'asks for the health of what runs on': healthIsAsked,
  'keeps its networks apart': networksAreApart,
  'gives every process the time to end': endHasTime,
  'has a Redis that keeps jobs and one that loses events': redisHasTwoRoles,
  'sets what the programs read': settingsAreKnown,
  'mounts and builds what the repository has': filesExist,
};
