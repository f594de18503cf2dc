import { parseConfig } from '@crosstalk/config';
import { DEFAULT_TENANT, type MessageDraft, type RoomId, type UserId } from '@crosstalk/domain';
import { createIdentity, identitySettings } from '@crosstalk/identity';
import { connectStorage, type Storage, storageSettings } from '@crosstalk/storage';
import { inParallel } from '../generator/crowd.js';
import { markedText } from '../generator/tally.js';
import { type Party, type Population, type PopulationPlan, smallRooms } from './population.js';

const AT_ONCE = 64;

/** Makes people, rooms and an archive through the real stores; only the passwords are left out. */
export async function fillCrosstalk(
  environment: NodeJS.ProcessEnv,
  plan: PopulationPlan,
): Promise<Population> {
  const storage = await connectStorage(parseConfig(storageSettings, environment));
  try {
    await storage.migrate();
    const sign = signer(environment);
    const [crowd, writers, idle] = await Promise.all([
      makePeople(storage, 'crowd', plan.crowd),
      makePeople(storage, 'writer', plan.writers),
      makePeople(storage, 'idle', plan.idle),
    ]);
    const small = smallRooms(idle);
    await inParallel(8, small.length, async (index) => {
      await makeRoom(storage, 'small', small[index] ?? []);
    });
    const party = async (title: string, people: readonly UserId[]): Promise<Party & { room: RoomId }> => ({
      room: await makeRoom(storage, title, people),
      tokens: await Promise.all(people.map(sign)),
    });
    const archive = await party('archive', writers);
    const cursors = await fillArchive(storage, { room: archive.room, authors: writers }, plan.archived);
    return {
      crowd: await party('crowd', crowd),
      writers: await party('hot', writers),
      archive: { ...archive, cursors },
      idle: await Promise.all(idle.map(sign)),
    };
  } finally {
    await storage.close();
  }
}

function signer(environment: NodeJS.ProcessEnv): (userId: UserId) => Promise<string> {
  const values = parseConfig(identitySettings, environment);
  const { accessTokens } = createIdentity(values, { clock: Date, publicUrl: 'http://127.0.0.1' });
  return async (userId) => {
    const { token } = await accessTokens.issue({ userId, tenant: DEFAULT_TENANT, family: 'bench' });
    return token;
  };
}

async function makePeople(storage: Storage, kind: string, count: number): Promise<UserId[]> {
  const people: UserId[] = [];
  await inParallel(AT_ONCE, count, async (index) => {
    const user = await storage.users.create({
      tenant: DEFAULT_TENANT,
      externalId: null,
      email: `${kind}-${index}@bench.invalid`,
      firstName: kind,
      lastName: String(index),
      middleName: null,
      phone: null,
      photo: null,
      createdAt: Date.now(),
      passwordHash: null,
    });
    if (!user) throw new Error('The database of the bench is not empty.');
    people[index] = user.id;
  });
  return people;
}

async function makeRoom(storage: Storage, title: string, people: readonly UserId[]): Promise<RoomId> {
  const { room } = await storage.rooms.create({
    tenant: DEFAULT_TENANT,
    type: 'group',
    title,
    ownerId: people[0] ?? null,
    projectId: null,
    members: people.map((userId, index) => ({ userId, role: index === 0 ? 'owner' : 'member' })),
    createdAt: Date.now(),
  });
  return room.id;
}

interface Archive {
  readonly room: RoomId;
  readonly authors: readonly UserId[];
}

async function fillArchive(storage: Storage, { room, authors }: Archive, count: number): Promise<number[]> {
  const head = (await storage.rooms.heads([room])).get(room);
  if (!head) throw new Error('The archive has no room.');
  await inParallel(AT_ONCE, count, async (index) => {
    const draft: MessageDraft = {
      roomId: room,
      authorId: authors[index % authors.length] as UserId,
      text: markedText(index),
      fileIds: [],
      replyToId: null,
      mentions: [],
      clientId: null,
      createdAt: Date.now(),
    };
    const { outcome } = await storage.messages.append(draft, { stateRev: head.stateRev });
    if (outcome !== 'stored') throw new Error(`The archive was not stored: ${outcome}`);
  });
  return Array.from({ length: count }, (_, index) => index + 1);
}
