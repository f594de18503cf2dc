import type { MessageView, NewMessage } from '@crosstalk/domain';
import type { Call } from '../row.js';
import { withoutEcho } from '../without-echo.js';

/**
 * Posts a message whose answer is the sender's own version of the event, in the order of the room (`toOrigin` of `message.posted`).
 * @returns the message when the row has to answer: a retry, or a socket without the room's events; the event then has no echo
 */
export async function postInRoomOrder(call: Call, content: NewMessage): Promise<MessageView | null> {
  // Asked before the send: a socket that joins meanwhile must not be answered twice.
  const inRoomOrder = call.receives(content.roomId);
  const actor = inRoomOrder ? call.actor : withoutEcho(call.actor);
  const { message, duplicate } = await call.useCases.postMessage(actor, content);
  return inRoomOrder && !duplicate ? null : message;
}
