import type { Domain } from '../domain.js';
import type { Actor } from '../model/user.js';
import { callSide } from './call-side.js';
import { tellEnded } from './tell-ended.js';

/** Ends the call in which the actor's connection takes part, if any; the peer is told. */
export async function dropCalls(domain: Domain, actor: Actor): Promise<void> {
  if (actor.origin === undefined) return;
  const call = await domain.calls.find(actor.userId);
  if (call === null) return;
  if (callSide(call, actor.userId).connection !== actor.origin.connectionId) return;
  const ended = await domain.calls.end(call.id);
  if (ended === null) return;
  const { peerId, peerConnection } = callSide(ended, actor.userId);
  const parties = { callId: ended.id, userId: peerId, peerId: actor.userId, only: peerConnection };
  await tellEnded(domain, parties, 'disconnected');
}
