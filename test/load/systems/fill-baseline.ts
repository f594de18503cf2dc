import { SignJWT } from 'jose';
import mongoose from 'mongoose';
import { Message, Room, User } from '../baseline/models.js';
import { markedText } from '../generator/tally.js';
import { type Population, type PopulationPlan, smallRooms } from './population.js';

type Person = Awaited<ReturnType<typeof makePeople>>[number];

/** Makes people, rooms and an archive in the baseline's database. */
export async function fillBaseline(
  mongoUrl: string,
  secret: string,
  plan: PopulationPlan,
): Promise<Population> {
  await mongoose.connect(mongoUrl);
  try {
    await Promise.all([User.init(), Room.init(), Message.init()]);
    const [crowd, writers, idle] = await Promise.all([
      makePeople('crowd', plan.crowd),
      makePeople('writer', plan.writers),
      makePeople('idle', plan.idle),
    ]);
    const tokens = (people: readonly Person[]) =>
      Promise.all(people.map((person) => sign(person.id, secret)));
    await Room.insertMany(smallRooms(idle).map((members) => ({ title: 'small', members })));
    const writerTokens = await tokens(writers);
    const archive = await makeRoom('archive', writers);
    return {
      crowd: { tokens: await tokens(crowd), room: await makeRoom('crowd', crowd) },
      writers: { tokens: writerTokens, room: await makeRoom('hot', writers) },
      archive: {
        tokens: writerTokens,
        room: archive,
        cursors: await fillArchive(archive, writers, plan.archived),
      },
      idle: await tokens(idle),
    };
  } finally {
    await mongoose.disconnect();
  }
}

function makePeople(kind: string, count: number) {
  return User.insertMany(Array.from({ length: count }, (_, index) => ({ name: `${kind} ${index}` })));
}

async function makeRoom(title: string, members: readonly Person[]): Promise<string> {
  const room = await Room.create({ title, members: members.map(({ _id }) => _id) });
  return room.id;
}

async function fillArchive(room: string, authors: readonly Person[], count: number): Promise<string[]> {
  const messages = Array.from({ length: count }, (_, index) => {
    const author = authors[index % authors.length];
    return { room, author: { id: author?.id, name: author?.name }, text: markedText(index) };
  });
  const stored = await Message.insertMany(messages);
  return stored.map(({ id }) => id);
}

function sign(subject: string, secret: string): Promise<string> {
  const token = new SignJWT().setProtectedHeader({ alg: 'HS256' }).setSubject(subject);
  return token.setExpirationTime('1h').sign(new TextEncoder().encode(secret));
}
