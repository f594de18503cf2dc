/** @module The deployment that the live tests of `fsego` talk to: where its nodes are, which systems it knows. Nothing else knows it. */
import { createHmac, randomUUID } from 'node:crypto';
import { Cluster } from '../../harness/cluster.js';
import { FsegoClient, type FsegoFrame } from '../../harness/fsego-client.js';

export const TRUSTED_KEY = 'live-trusted';
/** Of the same system, whose people need a signature with it. */
export const SIGNED_KEY = 'live-signed';
/** Of another system. */
export const OTHER_KEY = 'live-other';
const SECRET = 'live-secret-of-thirty-two-characters';

export interface LiveSite {
  url(node: number): string;
  wsUrl(node: number): string;
  close(): Promise<void>;
}

/** Two nodes that know the three keys. Every test makes people of its own, so that a deployment may be used again. */
export async function openLiveSite(environment: Readonly<Record<string, string>> = {}): Promise<LiveSite> {
  const keys = [`${TRUSTED_KEY}:default`, `${SIGNED_KEY}:default:${SECRET}`, `${OTHER_KEY}:elsewhere`];
  const cluster = await Cluster.start({
    gateways: 2,
    environment: { CHAT_KEYS: keys.join(','), ...environment },
  });
  return {
    url: (node) => cluster.node(node).url,
    wsUrl: (node) => cluster.node(node).wsUrl,
    close: () => cluster.stop(),
  };
}

export interface SitePerson {
  readonly avatar: string;
  readonly email: string;
  readonly id: string | number;
  readonly name: string;
  readonly phone: string;
  readonly signature?: string;
}

/** Somebody new, as the document describes people. */
export function sitePerson(name: string, fields: Partial<SitePerson> = {}): SitePerson {
  return { avatar: '', email: '', id: `${name}-${randomUUID()}`, name, phone: '', ...fields };
}

/** The same with the signature of the id by the signed system. */
export function signed(person: SitePerson): SitePerson {
  return { ...person, signature: createHmac('sha256', SECRET).update(String(person.id)).digest('hex') };
}

export interface Entered {
  readonly client: FsegoClient;
  readonly userId: number;
  readonly chats: readonly FsegoFrame[];
}

/** A socket on a node, bound to the person by `DATA`. */
export async function enter(
  wsUrl: string,
  user: SitePerson,
  { key = TRUSTED_KEY, path = '/ws/fsego/' }: { readonly key?: string; readonly path?: string } = {},
): Promise<Entered> {
  const client = await FsegoClient.connect(wsUrl, path);
  const answer = await client.ask({ action: 'DATA', chat_key: key, user });
  if (answer.action !== 'DATA') throw new Error(JSON.stringify(answer));
  const { user_id: userId } = answer.user as { user_id: number };
  return { client, userId, chats: answer.chats as FsegoFrame[] };
}

/** The chat of two people, made or found by the sender's socket. */
export async function chatOf(
  client: FsegoClient,
  { sender, recipient, key = TRUSTED_KEY }: { sender: SitePerson; recipient: SitePerson; key?: string },
): Promise<string> {
  const frame = { action: 'NEW_CHATS', chat_key: key, user_sender: sender, user_recipient: recipient };
  const answer = await client.ask(frame);
  if (answer.action !== 'NEW_CHATS') throw new Error(JSON.stringify(answer));
  return String(answer.chats_id);
}

export function view(chat: string, more: object = {}): object {
  return { action: 'VIEW_CHAT', chat_key: TRUSTED_KEY, chats_id: chat, ...more };
}

/** Sends a text and hands back the message that the answer shows. */
export async function say(client: FsegoClient, chat: string, message: string): Promise<FsegoFrame> {
  const answer = await client.ask({ action: 'ADD_MESSAGE', chats_id: chat, message });
  if (answer.action !== 'ADD_MESSAGE') throw new Error(JSON.stringify(answer));
  return answer.message as FsegoFrame;
}
