import { ChatError } from '../errors.js';
import type { Message, MessageView } from '../model/message.js';
import { rolesInRoom } from './roles-in-room.js';
import { type ViewPorts, viewMessages } from './view-messages.js';

/** The view of one message. */
export async function viewMessage(ports: ViewPorts, message: Message): Promise<MessageView> {
  const [view] = await viewMessages(ports, [message], rolesInRoom(ports, message.roomId, [message]));
  if (view === undefined) throw new ChatError('internal', 'A message has no view.');
  return view;
}
