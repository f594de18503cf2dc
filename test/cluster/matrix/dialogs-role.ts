import { io } from 'socket.io-client';
import { ArrivalLog } from '../../harness/arrival-log.js';
import { DEADLINE_MS, within } from '../../harness/deadline.js';
import type { Role } from './actor.js';

interface News {
  readonly room: { readonly id: number };
  readonly message: {
    readonly id: number;
    readonly text: string;
    readonly user: { readonly id: number };
    readonly reply_to: number | null;
  };
  readonly id: number;
  readonly online: boolean;
}
interface Arrival {
  readonly event: string;
  readonly data: News;
}

export const dialogsRole: Role = {
  dialect: 'dialogs',
  cannotDo: [],
  cannotSee: [],
  async enter({ url, person, roomId }) {
    const socket = io(url, {
      path: '/',
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      timeout: DEADLINE_MS,
    });
    const log = new ArrivalLog<Arrival>();
    socket.onAny((event: string, data: News) => log.add({ event, data }));
    const next = (name: string, matches: (data: News) => boolean): Promise<Arrival> =>
      log.next(name, ({ event, data }) => event === name && matches(data));
    const does = async (event: string, data: object): Promise<News> => {
      const answer = (await within(socket.emitWithAck(event, data), event)) as News & { error?: object };
      if (answer.error) throw new Error(`${event}: ${JSON.stringify(answer.error)}`);
      return answer;
    };
    await does('user.auth', { token: person.token });
    return {
      userId: person.id,
      async post(text, replyTo) {
        const reply = replyTo === undefined ? {} : { reply_to: replyTo };
        return (await does('message.send', { room_id: roomId, text, ...reply })).message.id;
      },
      remove: async (messageId) => void (await does('message.delete', { message_id: messageId })),
      read: async () => void (await does('chat.read', { room_id: roomId })),
      async seesMessage(text) {
        const { data } = await next('on.message.new', ({ message }) => message.text === text);
        return { authorId: data.message.user.id, replyTo: data.message.reply_to };
      },
      seesDeletion: async (messageId) =>
        void (await next('on.message.delete', ({ message }) => message.id === messageId)),
      seesReading: async () => void (await next('on.chat.read', ({ room }) => room.id === roomId)),
      seesPresence: async (userId, online) =>
        void (await next('on.user.online', (data) => data.id === userId && data.online === online)),
      close: () => socket.disconnect(),
    };
  },
};
