// Two people on two nodes and two dialects: Ann speaks `channels` (Socket.IO), Bob `casamsa` (raw WebSocket).
// node examples/talk.mjs http://127.0.0.1:3001 http://127.0.0.1:3002
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { io } from 'socket.io-client';
import WebSocket from 'ws';

const [nodeOfAnn = 'http://127.0.0.1:3001', nodeOfBob = 'http://127.0.0.1:3002'] = process.argv.slice(2);

async function register(node, first_name) {
  const response = await fetch(`${node}/api/v1/auth/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      email: `${first_name}-${randomUUID()}@example.com`,
      password: randomUUID(),
      first_name,
    }),
  });
  const body = await response.json();
  if (!response.ok) throw new Error(`${first_name} could not register: ${JSON.stringify(body)}`);
  return body;
}

const ann = await register(nodeOfAnn, 'Ann');
const bob = await register(nodeOfBob, 'Bob');

// Bob connects: a raw WebSocket whose first frame carries the token.
const bobSocket = new WebSocket(`${nodeOfBob.replace(/^http/, 'ws')}/ws/chat/`);
const bobGets = (type) =>
  new Promise((resolve) => {
    bobSocket.on('message', (data) => {
      const frame = JSON.parse(data);
      if (frame.type === type) resolve(frame.data);
    });
  });
await once(bobSocket, 'open');
const authenticated = bobGets('authenticated');
bobSocket.send(JSON.stringify({ method: 'auth', access_token: bob.access_token }));
await authenticated;

// Ann connects, opens a direct channel with Bob and writes.
const annSocket = io(nodeOfAnn, { transports: ['websocket'], auth: { token: ann.access_token } });
await once(annSocket, 'auth-success');
const newChat = bobGets('new_chat');
const { channel } = await annSocket.emitWithAck('channel-create', { type: 'direct', users: [bob.user.id] });
const { chat } = await newChat;

const hello = bobGets('new_message');
await annSocket.emitWithAck('message-send', {
  channelId: channel.id,
  text: 'Hello Bob, can you read me?',
  clientId: randomUUID(),
});
console.log(`Bob (casamsa)  reads: ${(await hello).message.text}`);

const answer = once(annSocket, 'message-created');
const fromBob = new Promise((resolve) => {
  annSocket.on('message-created', (message) => message.author.id === bob.user.id && resolve(message));
});
bobSocket.send(
  JSON.stringify({ method: 'send_message', args: { chat: chat.id, text: 'Loud and clear, Ann.' } }),
);
await answer;
console.log(`Ann (channels) reads: ${(await fromBob).text}`);

annSocket.close();
bobSocket.close();
