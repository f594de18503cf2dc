import type { Domain } from '../domain.js';
import { ChatError, notFound } from '../errors.js';
import type { UserId } from '../ids.js';
import type { Actor } from '../model/user.js';
import type { Call } from '../ports/call-board.js';
import { type CallSide, callSide } from './call-side.js';

/** The call that the actor has with the peer. @throws ChatError `not_found` */
export async function requireCall(
  domain: Domain,
  actor: Actor,
  peerId: UserId,
): Promise<{ readonly call: Call; readonly side: CallSide }> {
  const call = await domain.calls.find(actor.userId);
  if (call === null) throw notFound('call');
  const side = callSide(call, actor.userId);
  if (side.peerId !== peerId) throw notFound('call');
  return { call, side };
}

/** The socket that acts. @throws ChatError `invalid`: a call is made between sockets */
export function requireConnection(actor: Actor): string {
  if (actor.origin === undefined) throw new ChatError('invalid', 'Calls need a connection.');
  return actor.origin.connectionId;
}
