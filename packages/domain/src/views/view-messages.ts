import { distinct } from '../flow/distinct.js';
import type { Message, MessageView } from '../model/message.js';
import type { Ports } from '../ports/ports.js';
import { authorsOf, loadParts } from './load-parts.js';
import { messageViewer, type RoleOf } from './message-viewer.js';

export type ViewPorts = Pick<Ports, 'users' | 'files' | 'messages' | 'members' | 'previews'>;

/** Views in the order of the messages; at most one query each for users, attachments and quotes, besides what `roles` costs. */
export async function viewMessages(
  ports: ViewPorts,
  messages: readonly Message[],
  roles: RoleOf | Promise<RoleOf>,
): Promise<readonly MessageView[]> {
  if (messages.length === 0) {
    await roles;
    return [];
  }
  const [parts, roleOf] = await Promise.all([loadParts(ports, messages), roles]);
  const users = await ports.users.findMany(distinct(authorsOf(messages, parts)));
  return messages.map(messageViewer({ users, parts, roleOf }));
}
