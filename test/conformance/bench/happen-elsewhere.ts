import type { Actor, UseCases } from '@crosstalk/domain';
import type { BenchSocket } from './bench-socket.js';
import type { DialectBench, Person } from './dialect-bench.js';

interface Cast {
  readonly bench: DialectBench;
  readonly useCases: UseCases;
  readonly ann: Actor;
  readonly bob: Actor;
  readonly cid: Actor;
}

/**
 * Everything that the domain tells, done by doors of other APIs while two people look on over this one: their requests may not have a word
 * for it. Ann and Bob share a group and a chat; Cid comes and goes.
 */
export async function happenElsewhere(bench: DialectBench): Promise<void> {
  const people = [await bench.person('ann'), await bench.person('bob'), await bench.person('cid')];
  const [ann, bob, cid] = people.map(actorOf) as [Actor, Actor, Actor];
  const sockets = people.slice(0, 2).map(() => bench.connect());
  for (const [index, socket] of sockets.entries()) await socket.greet(people[index]?.token ?? '');
  const cast = { bench, useCases: bench.useCases, ann, bob, cid };
  await meetInGroup(cast, sockets);
  await talk(cast);
  await call(cast, sockets);
  await bench.settled();
}

function actorOf({ user }: Person): Actor {
  return { userId: user.id, tenant: user.tenant, scopes: [] };
}

async function meetInGroup(
  { bench, useCases, ann, bob, cid }: Cast,
  sockets: readonly BenchSocket[],
): Promise<void> {
  const users = [bob.userId, cid.userId];
  const { room } = await useCases.createRoom(ann, { type: 'group', users, title: 'Tea' });
  for (const socket of sockets) {
    socket.setOpenRoom(room.id);
    await socket.watchPartners();
    await socket.watchPresence([cid.userId]);
  }
  for (const online of [true, false]) {
    bench.tellPresence({ userId: cid.userId, online, lastSeen: online ? null : bench.ports.clock.now() });
  }
  await useCases.renameRoom(ann, { roomId: room.id, title: 'Coffee' });
  await useCases.openRoom(cid, room.id);
  await useCases.closeRoom(cid, room.id);
  await useCases.setTyping(cid, { roomId: room.id, on: true });
  await useCases.changeRole(ann, { roomId: room.id, userId: bob.userId, role: 'admin' });
  await useCases.removeMembers(ann, { roomId: room.id, users: [cid.userId] });
  await useCases.addMembers(ann, { roomId: room.id, users: [cid.userId] });
  await bench.settled();
  await useCases.removeMembers(ann, { roomId: room.id, users: [bob.userId] });
  await useCases.deleteRoom(ann, room.id);
}

async function talk({ bench, useCases, ann, bob }: Cast): Promise<void> {
  const { room } = await useCases.createRoom(ann, { type: 'direct', users: [bob.userId] });
  const roomId = room.id;
  const [file] = await useCases.storeFiles(ann, [
    { name: 'a.txt', contentType: 'text/plain', bytes: new Uint8Array(3) },
  ]);
  const fileIds = file ? [file.id] : [];
  const { message } = await useCases.postMessage(ann, {
    roomId,
    text: `<@${bob.userId}>`,
    fileIds,
    clientId: 'c',
  });
  const reply = await useCases.postMessage(bob, { roomId, text: 'yes', replyTo: message.id });
  await useCases.editMessage(bob, { messageId: reply.message.id, text: 'no' });
  await useCases.reactToMessage(ann, { messageId: reply.message.id, emoji: '👍', on: true });
  await useCases.markRead(ann, { roomId });
  await bench.settled();
  await useCases.deleteMessage(bob, reply.message.id);
  await useCases.muteRoom(ann, { roomId, muted: true });
  await useCases.clearRoom(ann, { roomId, hide: false });
  await useCases.clearRoom(ann, { roomId, hide: true });
  await useCases.createRoom(ann, { type: 'direct', users: [bob.userId] });
  await useCases.setVisibility(ann, false);
  await useCases.setVisibility(ann, true);
}

/** A call is a matter of two sockets, whichever door its requests come by. */
async function call({ bench, useCases, ann, bob }: Cast, sockets: readonly BenchSocket[]): Promise<void> {
  const [caller, callee] = [ann, bob].map((actor, index) => {
    const connectionId = sockets[index]?.connectionId ?? '';
    return { ...actor, origin: { connectionId } };
  }) as [Actor, Actor];
  const signal = { iceCandidate: { candidate: 'c' }, sessionDescription: { type: 'offer', sdp: 's' } };
  bench.ports.presence.setOnline(ann.userId, bob.userId);
  await useCases.startCall(caller, { userId: bob.userId, ...signal });
  await useCases.answerCall(callee, { userId: ann.userId, ...signal });
  await useCases.sendIce(caller, { userId: bob.userId, iceCandidate: signal.iceCandidate });
  await useCases.endCall(caller, { userId: bob.userId });
}
