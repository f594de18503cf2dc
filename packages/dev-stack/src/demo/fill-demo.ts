import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { callApi, mustCall } from './demo-api.js';
import type { DemoPerson } from './demo-person.js';
import { DEMO_NAMES, DEMO_ROOMS, type DemoRoom } from './demo-script.js';

const PASSWORD_BYTES = 9;

interface SignedIn {
  readonly id: unknown;
  readonly token: string;
}

/**
 * Makes the demo people, rooms and messages over REST; what is there already stays as it is.
 *
 * @param file keeps the random passwords between runs.
 * @throws StackError when the API refuses.
 */
export async function fillDemo(base: string, file: string): Promise<readonly DemoPerson[]> {
  const people = await loadPeople(file);
  const signedIn: SignedIn[] = [];
  for (const person of people) signedIn.push(await signIn(base, person));
  const [owner] = signedIn;
  if (owner === undefined) return people;
  const titles = await roomTitles(base, owner.token);
  for (const room of DEMO_ROOMS) {
    if (!titles.has(room.title)) await makeRoom(base, room, signedIn);
  }
  return people;
}

async function loadPeople(file: string): Promise<DemoPerson[]> {
  const kept: unknown = JSON.parse(await readFile(file, 'utf8').catch(() => '{}'));
  const passwords = new Map(Object.entries(kept ?? {}));
  const people = DEMO_NAMES.map((name) => {
    const password = passwords.get(name.email);
    return { ...name, password: typeof password === 'string' ? password : newPassword() };
  });
  const content = Object.fromEntries(people.map(({ email, password }) => [email, password]));
  await writeFile(file, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  return people;
}

function newPassword(): string {
  return randomBytes(PASSWORD_BYTES).toString('base64url');
}

async function signIn(base: string, person: DemoPerson): Promise<SignedIn> {
  const { email, password } = person;
  const login = await callApi(base, { path: 'auth/login', body: { email, password } });
  const fields =
    login.status === 200 ? login.fields : await mustCall(base, { path: 'auth/register', body: person });
  const user: unknown = fields.get('user');
  const id = typeof user === 'object' && user !== null && 'id' in user ? user.id : undefined;
  return { id, token: String(fields.get('access_token')) };
}

async function roomTitles(base: string, token: string): Promise<Set<unknown>> {
  const items: unknown = (await mustCall(base, { method: 'GET', path: 'rooms', token })).get('items');
  return new Set(Array.isArray(items) ? items.map((room) => room.title) : []);
}

async function makeRoom(base: string, room: DemoRoom, people: readonly SignedIn[]): Promise<void> {
  const [owner, ...others] = people;
  const body = { type: 'group', title: room.title, users: others.map(({ id }) => id) };
  const made = await mustCall(base, { path: 'rooms', body, ...(owner && { token: owner.token }) });
  for (const [index, text] of room.lines.entries()) {
    const author = people[index % people.length];
    await mustCall(base, {
      path: `rooms/${made.get('id')}/messages`,
      body: { text, client_id: `demo-${made.get('id')}-${index}` },
      ...(author && { token: author.token }),
    });
  }
}
