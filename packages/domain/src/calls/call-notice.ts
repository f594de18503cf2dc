import type { Domain } from '../domain.js';
import type { UserId } from '../ids.js';
import type { User } from '../model/user.js';
import { unknownUser } from '../views/unknown-user.js';

interface Parties {
  readonly callId: string;
  /** Who is told. */
  readonly userId: UserId;
  readonly peerId: UserId;
  /** Only this connection of theirs; null for every one that can take calls. */
  readonly only?: string | null;
  readonly except?: string | undefined;
}

interface CallNotice {
  readonly callId: string;
  readonly userId: UserId;
  readonly peer: User;
  readonly onlyConnection?: string;
  readonly exceptConnection?: string;
}

/** What every event of a call has: to whom it goes and with whom the call is. */
export async function callNotice(domain: Domain, parties: Parties): Promise<CallNotice> {
  const { callId, userId, peerId, only, except } = parties;
  const users = await domain.users.findMany([userId, peerId]);
  return {
    callId,
    userId,
    peer: users.get(peerId) ?? unknownUser(peerId),
    ...(typeof only === 'string' && { onlyConnection: only }),
    ...(except !== undefined && { exceptConnection: except }),
  };
}
