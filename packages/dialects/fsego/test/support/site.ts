import type { Rendering } from '@crosstalk/dialect-kit';
import { DEFAULT_TENANT, type HostSite, type TenantId, type User, type UserId } from '@crosstalk/domain';
import type { BenchSocket } from '../../../../../test/conformance/bench/bench-socket.js';
import { DialectBench } from '../../../../../test/conformance/bench/dialect-bench.js';
import { fsego } from '../../src/dialect.js';

/** A frame of the server, as far as tests look into it. */
export interface Told {
  readonly action: string;
  readonly code?: string;
  readonly fields?: Readonly<Record<string, string>>;
  readonly chats_id?: string;
  readonly [member: string]: unknown;
}

const SITES: Readonly<Record<string, HostSite>> = {
  'trusted-key': { tenant: DEFAULT_TENANT, identity: 'trusted' },
  'second-trusted-key': { tenant: DEFAULT_TENANT, identity: 'trusted' },
  'signed-key': { tenant: DEFAULT_TENANT, identity: 'signed' },
  'other-key': { tenant: 'elsewhere' as TenantId, identity: 'trusted' },
};
export const TRUSTED = 'trusted-key';
export const SIGNED = 'signed-key';

/** A node with two trusted keys and a signed one of one system, and a key of another. */
export function buildSite(rendering: Partial<Rendering> = {}): DialectBench {
  const bench = new DialectBench(fsego, rendering);
  for (const [key, site] of Object.entries(SITES)) bench.ports.hostSites.add(key, site);
  return bench;
}

/** A person as the document has them. */
export function person(id: unknown, fields: Readonly<Record<string, unknown>> = {}) {
  return { avatar: '', email: '', id, name: `Name of ${String(id)}`, phone: '', ...fields };
}

export function signedPerson(id: string | number, fields: Readonly<Record<string, unknown>> = {}) {
  return person(id, { signature: `signed(${id})`, ...fields });
}

/** Sends one frame and hands back what came to this socket. */
export async function ask(socket: BenchSocket, frame: object): Promise<readonly Told[]> {
  await socket.say({ kind: 'text', text: JSON.stringify(frame) });
  return socket.take() as unknown as readonly Told[];
}

/** The one answer to a frame. */
export async function answerTo(socket: BenchSocket, frame: object): Promise<Told> {
  const [answer, ...more] = await ask(socket, frame);
  if (!answer || more.length > 0) throw new Error(`${more.length + (answer ? 1 : 0)} answers`);
  return answer;
}

/** A socket whose person has come with `DATA`. */
export async function enter(bench: DialectBench, user: object, key: string = TRUSTED) {
  const socket = bench.connect();
  const answer = await answerTo(socket, { action: 'DATA', chat_key: key, user });
  const told = answer.user as { readonly user_id: UserId } | undefined;
  if (!told) throw new Error(JSON.stringify(answer));
  return { socket, userId: told.user_id, answer };
}

/** The chat of the sender and the recipient, made by the sender's socket. */
export async function chatOf(
  socket: BenchSocket,
  { sender, recipient, key = TRUSTED }: { sender: object; recipient: object; key?: string },
): Promise<string> {
  const frame = { action: 'NEW_CHATS', chat_key: key, user_sender: sender, user_recipient: recipient };
  const answer = await answerTo(socket, frame);
  if (answer.chats_id === undefined) throw new Error(JSON.stringify(answer));
  return answer.chats_id;
}

export async function userOf(bench: DialectBench, userId: UserId): Promise<User> {
  const user = await bench.ports.users.find(userId);
  if (!user) throw new Error(`${userId} is nobody`);
  return user;
}
