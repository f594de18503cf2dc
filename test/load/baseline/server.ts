/**
 * @module The chat that people write by hand today, as good as tutorials and answers make it: Socket.IO with the Redis adapter, WebSocket
 * only, no compression, indexes where they belong; a mongoose `create` and a room update per message, then `io.to(room).emit`.
 */
import { createServer } from 'node:http';
import { createAdapter } from '@socket.io/redis-adapter';
import { Redis } from 'ioredis';
import { jwtVerify } from 'jose';
import mongoose from 'mongoose';
import { Server, type Socket } from 'socket.io';
import { Message, Room, User } from './models.js';

type Acknowledge = (answer: object) => void;

const { MONGODB_URL = '', REDIS_URL = '', PORT = '0', JWT_SECRET = '' } = process.env;
const key = new TextEncoder().encode(JWT_SECRET);

await mongoose.connect(MONGODB_URL);
const publisher = new Redis(REDIS_URL);
const subscriber = publisher.duplicate();

const http = createServer((_request, response) => response.end('ok'));
const io = new Server(http, { transports: ['websocket'], adapter: createAdapter(publisher, subscriber) });

io.on('connection', (socket: Socket) => {
  socket.on('auth', async ({ data: token }: { data: string }) => {
    try {
      const { payload } = await jwtVerify(token, key, { algorithms: ['HS256'] });
      const user = await User.findById(payload.sub);
      if (!user) return socket.disconnect();
      const rooms = await Room.find({ members: user._id }).select('_id');
      socket.data.user = { id: user.id, name: user.name };
      await socket.join(rooms.map((room) => room.id));
      socket.emit('auth-success', { userId: user.id });
    } catch {
      socket.emit('socket-api-error', { event: 'auth', message: 'invalid token' });
    }
  });

  socket.on(
    'message-send',
    async ({ channelId, text }: { channelId: string; text: string }, ack: Acknowledge) => {
      try {
        if (!socket.rooms.has(channelId)) return ack({ ok: false, error: 'not a member' });
        const message = await Message.create({ room: channelId, author: socket.data.user, text });
        await Room.updateOne({ _id: channelId }, { $set: { lastMessage: { text, at: new Date() } } });
        io.to(channelId).emit('message', message);
        ack({ ok: true, message });
      } catch (error) {
        ack({ ok: false, error: String(error) });
      }
    },
  );

  socket.on(
    'history',
    async (page: { channelId: string; before: string; limit: number }, ack: Acknowledge) => {
      try {
        if (!socket.rooms.has(page.channelId)) return ack({ ok: false, error: 'not a member' });
        const filter = { room: page.channelId, _id: { $lt: page.before } };
        const messages = await Message.find(filter).sort({ _id: -1 }).limit(page.limit);
        ack({ ok: true, messages });
      } catch (error) {
        ack({ ok: false, error: String(error) });
      }
    },
  );
});

http.listen(Number(PORT), '127.0.0.1');
process.once('SIGTERM', () => process.exit(0));
