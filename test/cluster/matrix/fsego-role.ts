import { type JsonFrame, JsonSocket } from '../../harness/json-socket.js';
import type { Person } from '../../harness/people.js';
import type { Role } from './actor.js';

export const CHAT_KEY = 'dev-chat-key';

interface Message {
  readonly id: number;
  readonly message: string;
  readonly user: { readonly user_id: number };
}

/** The profile under which a person of the host site comes in: known there by the e-mail address. */
export function hostProfile({ email, name }: Pick<Person, 'email' | 'name'>) {
  return { id: email, name, avatar: '', email: '', phone: '' };
}

/** A person of the host site, made by being named. @returns our id of them */
export async function newVisitor(wsUrl: string, person: Pick<Person, 'email' | 'name'>): Promise<number> {
  const socket = await JsonSocket.connect(`${wsUrl}/ws/fsego/`);
  const host = hostProfile({ email: `host of ${person.email}`, name: 'Host' });
  socket.send({
    action: 'NEW_CHATS',
    chat_key: CHAT_KEY,
    user_sender: host,
    user_recipient: hostProfile(person),
  });
  const { chat } = await socket.next('NEW_CHATS', ({ action }) => action === 'NEW_CHATS');
  socket.close();
  const { users } = chat as { readonly users: readonly { readonly user_id: number; readonly id: unknown }[] };
  const user = users.find(({ id }) => id === person.email);
  if (!user) throw new Error(`${person.email} is not in the chat: ${JSON.stringify(users)}`);
  return user.user_id;
}

export const fsegoRole: Role = {
  dialect: 'fsego',
  cannotDo: ['reply', 'delete'],
  cannotSee: ['reply'],
  async enter({ wsUrl, person, roomId }) {
    const socket = await JsonSocket.connect(`${wsUrl}/ws/fsego/`);
    const chatsId = String(roomId);
    const next = (what: string, matches: (frame: JsonFrame) => boolean = () => true): Promise<JsonFrame> =>
      socket.next(what, (frame) => frame.action === what && matches(frame));
    socket.send({ action: 'DATA', chat_key: CHAT_KEY, user: hostProfile(person) });
    await next('DATA');
    return {
      userId: person.id,
      async post(text) {
        socket.send({ action: 'ADD_MESSAGE', chats_id: chatsId, message: text });
        const { message } = await next('ADD_MESSAGE', (frame) => (frame.message as Message).message === text);
        return (message as Message).id;
      },
      remove: () => Promise.reject(new Error('fsego has no deletion')),
      async read() {
        const chat = { chat_key: CHAT_KEY, chats_id: chatsId };
        socket.send({ action: 'VIEW_CHAT', ...chat });
        await next('VIEW_CHAT', ({ messages }) => messages !== undefined);
        // An open chat would read what comes later too.
        socket.send({ action: 'OUT_CHAT', ...chat });
        await next('OUT_CHAT', ({ user_id }) => user_id === person.id);
      },
      async seesMessage(text) {
        const { message } = await next('ADD_MESSAGE', (frame) => (frame.message as Message).message === text);
        return { authorId: (message as Message).user.user_id };
      },
      seesDeletion: async (messageId) =>
        void (await next('DELETE_MESSAGE', ({ message_id }) => message_id === messageId)),
      seesReading: async (messageId, readerId) =>
        void (await next(
          'READ',
          ({ user_id, last_message_id }) => user_id === readerId && last_message_id === messageId,
        )),
      seesPresence: async (userId, online) =>
        void (await next('ONLINE', (frame) => frame.user_id === userId && frame.online === online)),
      close: () => socket.close(),
    };
  },
};
