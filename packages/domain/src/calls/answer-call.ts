import type { Domain } from '../domain.js';
import { notFound } from '../errors.js';
import { causedBy } from '../events/caused-by.js';
import { userChannel } from '../events/channel.js';
import type { Actor } from '../model/user.js';
import type { CallSignal } from '../use-cases.js';
import { callNotice } from './call-notice.js';
import { requireCall, requireConnection } from './require-call.js';
import { tellEnded } from './tell-ended.js';

/** Takes the call that `userId` makes; it stops ringing on the other devices. @throws ChatError `not_found` when it is over or taken */
export async function answerCall(
  domain: Domain,
  actor: Actor,
  input: CallSignal,
): Promise<{ readonly callId: string }> {
  const connection = requireConnection(actor);
  const { call, side } = await requireCall(domain, actor, input.userId);
  if (side.isCaller) throw notFound('call');
  const answered = await domain.calls.answer(call.id, connection);
  if (answered === null) throw notFound('call');
  const callId = call.id;
  const { callerId, callerConnection } = answered;
  const notice = await callNotice(domain, {
    callId,
    userId: callerId,
    peerId: actor.userId,
    only: callerConnection,
  });
  domain.events.publish(userChannel(callerId), {
    type: 'call.answered',
    ...notice,
    iceCandidate: input.iceCandidate ?? null,
    sessionDescription: input.sessionDescription ?? null,
    ...causedBy(actor),
  });
  const others = { callId, userId: actor.userId, peerId: callerId, except: connection };
  await tellEnded(domain, others, 'answered_elsewhere');
  return { callId };
}
