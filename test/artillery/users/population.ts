import { fetchAccounts, registerAccounts } from './accounts.js';
import { byDialect, DIALECTS, type DialectName } from './dialects.js';
import { rest } from './rest.js';
import type { Variables } from './virtual-user.js';
import { nameVisitors } from './visitors.js';

/** Somebody with a token; the token is renewed while the load runs. */
export interface Account {
  readonly id: number;
  token: string;
  refreshToken: string;
  /** Unix time in milliseconds; null: the token came from a file and is not renewed. */
  expiresAt: number | null;
}

/** A person of a host site (`fsego`), known by this profile. */
export interface Profile {
  readonly id: string;
  readonly name: string;
  readonly avatar: '';
  readonly email: '';
  readonly phone: '';
}

/** One member of one room. People of host sites have a profile, all others an account. */
export interface Seat {
  readonly roomId: number;
  readonly account?: Account;
  readonly profile?: Profile;
}

/** The seats of each room, by dialect. JSON, for it goes to other threads. */
export type Population = readonly Readonly<Record<DialectName, readonly Seat[]>>[];

const WITH_ACCOUNT = DIALECTS.filter((dialect) => dialect !== 'fsego');

/** Makes the people and the rooms: in each room the same number of people of every dialect. */
export async function populate(variables: Variables): Promise<Population> {
  const { target, rooms, people, chatKey, tokensFile } = variables;
  const [host, ...accounts] = tokensFile
    ? await fetchAccounts(target, tokensFile)
    : await registerAccounts(target, 1 + rooms * people * WITH_ACCOUNT.length);
  if (!host || accounts.length === 0) throw new Error('at least two people are needed');
  const visitors = chatKey === '' ? [] : await nameVisitors(target, chatKey, rooms * people);
  const population: Population[number][] = [];
  const perRoom = people * WITH_ACCOUNT.length;
  for (let room = 0; room < rooms; room += 1) {
    const guests = visitors.slice(room * people, (room + 1) * people);
    // Of a few tokens everybody is in several rooms.
    const members = Array.from(
      { length: perRoom },
      (_, place) => accounts[(room * perRoom + place) % accounts.length],
    ).filter((account) => account !== undefined);
    const roomId = await makeRoom(target, host, [...members, ...guests]);
    population.push(
      byDialect((dialect) => {
        if (dialect === 'fsego') return guests.map(({ profile }) => ({ roomId, profile }));
        const place = WITH_ACCOUNT.indexOf(dialect);
        return members.slice(place * people, (place + 1) * people).map((account) => ({ roomId, account }));
      }),
    );
  }
  return population;
}

async function makeRoom(
  target: string,
  host: Account,
  members: readonly { readonly id: number }[],
): Promise<number> {
  const users = [...new Set(members.map(({ id }) => id))].filter((id) => id !== host.id);
  const body = { type: 'group', title: 'load', users };
  const { id } = await rest<{ readonly id: number }>(target, { path: '/rooms', token: host.token, body });
  return id;
}
