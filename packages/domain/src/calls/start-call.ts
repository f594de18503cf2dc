import type { Domain } from '../domain.js';
import { ChatError, invalidField, notFound } from '../errors.js';
import { causedBy } from '../events/caused-by.js';
import { userChannel } from '../events/channel.js';
import type { UserId } from '../ids.js';
import type { Actor } from '../model/user.js';
import type { CallSignal } from '../use-cases.js';
import { callNotice } from './call-notice.js';
import { requireConnection } from './require-call.js';
import { tellEnded } from './tell-ended.js';

/** Until a call that nobody answers ends by itself. */
export const RING_MS = 45_000;

/**
 * Rings on every device of a person with whom the caller shares a room.
 * @throws ChatError `not_found`, `callee_offline`, `callee_busy`, `conflict` (the caller is in a call), `invalid`
 */
export async function startCall(
  domain: Domain,
  actor: Actor,
  input: CallSignal,
): Promise<{ readonly callId: string }> {
  const callerConnection = requireConnection(actor);
  await requireReachable(domain, actor, input.userId);
  const callId = domain.randomId();
  const call = {
    id: callId,
    callerId: actor.userId,
    callerConnection,
    calleeId: input.userId,
    calleeConnection: null,
  };
  const outcome = await domain.calls.begin(call, RING_MS);
  if (outcome === 'caller_busy') throw new ChatError('conflict', 'You are in a call.');
  if (outcome === 'callee_busy') throw new ChatError('callee_busy', 'This person is in another call.');
  domain.timers.after(RING_MS, () => {
    // When the board is away it forgets the call by itself; there is nobody to answer here.
    ringOut(domain, callId).catch(() => undefined);
  });
  const notice = await callNotice(domain, { callId, userId: input.userId, peerId: actor.userId });
  domain.events.publish(userChannel(input.userId), {
    type: 'call.started',
    ...notice,
    iceCandidate: input.iceCandidate ?? null,
    sessionDescription: input.sessionDescription ?? null,
    ...causedBy(actor),
  });
  return { callId };
}

async function requireReachable(domain: Domain, actor: Actor, userId: UserId): Promise<void> {
  if (userId === actor.userId) throw invalidField('userId', 'you cannot call yourself');
  const user = await domain.users.find(userId);
  if (user?.tenant !== actor.tenant) throw notFound('user');
  if (!(await domain.members.shareRoom(actor.userId, userId))) throw notFound('user');
  const [presence] = await domain.presence.read([userId]);
  if (presence?.online !== true) throw new ChatError('callee_offline', 'This person is not online.');
}

async function ringOut(domain: Domain, callId: string): Promise<void> {
  const call = await domain.calls.endIfRinging(callId);
  if (call === null) return;
  const { callerId, callerConnection, calleeId } = call;
  const toCaller = { callId, userId: callerId, peerId: calleeId, only: callerConnection };
  await tellEnded(domain, toCaller, 'timeout');
  await tellEnded(domain, { callId, userId: calleeId, peerId: callerId }, 'timeout');
}
