import type { Domain } from '../domain.js';
import { notFound } from '../errors.js';
import { causedBy } from '../events/caused-by.js';
import { userChannel } from '../events/channel.js';
import type { Actor } from '../model/user.js';
import type { CallSignal } from '../use-cases.js';
import { callNotice } from './call-notice.js';
import { requireCall, requireConnection } from './require-call.js';

/** Passes a candidate to the peer of the call; while it rings, to all of the callee's devices. @throws ChatError `not_found` */
export async function sendIce(domain: Domain, actor: Actor, input: CallSignal): Promise<void> {
  const connection = requireConnection(actor);
  const { call, side } = await requireCall(domain, actor, input.userId);
  if (side.connection !== null && side.connection !== connection) throw notFound('call');
  const { peerId, peerConnection } = side;
  const parties = { callId: call.id, userId: peerId, peerId: actor.userId, only: peerConnection };
  const notice = await callNotice(domain, parties);
  domain.events.publish(userChannel(peerId), {
    type: 'call.ice',
    ...notice,
    iceCandidate: input.iceCandidate ?? null,
    ...causedBy(actor),
  });
}
