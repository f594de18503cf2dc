import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import WebSocket from 'ws';
import { PendingAnswers } from './pending-answers.js';
import type { Profile } from './population.js';
import { webSocketUrl } from './web-socket-url.js';

export interface Visitor {
  /** Ours. */
  readonly id: number;
  readonly profile: Profile;
}

const LIMIT_MS = 60_000;

/** Makes people of the host site known, by a chat with each of them. @throws Error where the chat key is not accepted */
export async function nameVisitors(target: string, chatKey: string, count: number): Promise<Visitor[]> {
  const socket = new WebSocket(webSocketUrl(target, '/ws/fsego/'));
  await once(socket, 'open');
  const answers = new PendingAnswers(LIMIT_MS);
  let newest: { readonly id: unknown; readonly user_id: number }[] = [];
  socket.on('message', (data) => {
    const frame = JSON.parse(String(data));
    if (frame.action === 'NEW_CHATS') newest = frame.chat.users;
    if (frame.request_id) answers.settle(frame.request_id, frame.action === 'ERROR' ? frame.code : undefined);
  });
  const host = newProfile();
  const visitors: Visitor[] = [];
  try {
    for (let made = 0; made < count; made += 1) {
      const profile = newProfile();
      const people = { user_sender: host, user_recipient: profile };
      await answers.ask((request_id) =>
        socket.send(JSON.stringify({ action: 'NEW_CHATS', chat_key: chatKey, ...people, request_id })),
      );
      const user = newest.find(({ id }) => id === profile.id);
      if (user) visitors.push({ id: user.user_id, profile });
    }
  } catch (error) {
    throw new Error(`the chat key «${chatKey}» does not work (${(error as Error).message}): see --chat-key`);
  } finally {
    socket.close();
  }
  return visitors;
}

function newProfile(): Profile {
  return { id: `load-${randomUUID()}`, name: 'Load', avatar: '', email: '', phone: '' };
}
