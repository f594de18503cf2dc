import type { Domain } from '../domain.js';
import type { UserId } from '../ids.js';
import type { Erasure, MessageFate } from '../model/erasure.js';
import type { User } from '../model/user.js';
import { closeAccount } from './close-account.js';

interface Asked {
  readonly user: User;
  readonly askedBy: UserId;
  readonly messages: MessageFate;
}

/**
 * Records the erasure, then closes the account while the caller waits: from the answer on nobody acts as the person. The rest is a job. For
 * somebody whose erasure was asked for before, that one is answered.
 */
export async function beginErasure(domain: Domain, { user, askedBy, messages }: Asked): Promise<Erasure> {
  const erasure = await domain.erasures.ask({
    id: domain.randomId(),
    tenant: user.tenant,
    userId: user.id,
    askedBy,
    messages,
    askedAt: domain.clock.now(),
  });
  if (erasure.finishedAt === null) {
    await closeAccount(domain, user.id, erasure.askedAt);
    domain.sideEffects.erasureAsked(erasure.id);
  }
  return erasure;
}
