import type { Domain } from '../domain.js';
import type { UserId } from '../ids.js';
import type { Actor } from '../model/user.js';
import { callSide } from './call-side.js';
import { requireCall } from './require-call.js';
import { tellEnded } from './tell-ended.js';

/**
 * Ends the call with `userId`, or declines it while it rings; the peer and the caller's own other devices are told. Of two ends at the same
 * time both succeed and one is told. @throws ChatError `not_found`
 */
export async function endCall(
  domain: Domain,
  actor: Actor,
  input: { readonly userId: UserId },
): Promise<void> {
  const { call } = await requireCall(domain, actor, input.userId);
  const ended = await domain.calls.end(call.id);
  if (ended === null) return;
  const callId = ended.id;
  const { isCaller, peerId, peerConnection } = callSide(ended, actor.userId);
  const reason = !isCaller && ended.calleeConnection === null ? 'declined' : 'hangup';
  await tellEnded(domain, { callId, userId: peerId, peerId: actor.userId, only: peerConnection }, reason);
  const except = actor.origin?.connectionId;
  await tellEnded(domain, { callId, userId: actor.userId, peerId, except }, reason);
}
