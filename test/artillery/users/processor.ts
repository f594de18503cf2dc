/** @module The functions that the scenarios name. Artillery bundles this file and runs it in threads of its own. */
import { freshToken } from './accounts.js';
import { chooseSeat } from './choose-seat.js';
import { DIALECTS } from './dialects.js';
import { populate } from './population.js';
import type { Metrics, VirtualUser } from './virtual-user.js';
import { type Person, Visit } from './visit.js';
import { watchConnection } from './watch-connection.js';
import { webSocketUrl } from './web-socket-url.js';

interface Upgrade {
  target: string;
  options: { readonly headers: Readonly<Record<string, string>>; readonly handshakeTimeout: number };
}

const HANDSHAKE_LIMIT_MS = 45_000;

/** `before`: people and rooms. */
export async function gather({ vars }: VirtualUser): Promise<void> {
  vars.population = await populate(vars);
}

/** `connect.function` of the WebSocket engine: whose connection it is, and to which path. */
export function knock(upgrade: Upgrade, user: VirtualUser, done: (error?: Error) => void): void {
  const { target, path } = { target: user.vars.target, path: user.scenario.path ?? '/' };
  choosePerson(user).then((person) => {
    user.vars.person = person;
    upgrade.target = webSocketUrl(target, path);
    const headers = user.scenario.bearer ? { authorization: `Bearer ${person.token}` } : {};
    upgrade.options = { headers, handshakeTimeout: HANDSHAKE_LIMIT_MS };
    done();
  }, done);
}

/** Takes over the connection that the engine has opened. */
export async function enter(user: VirtualUser, metrics: Metrics): Promise<void> {
  const { vars } = user;
  const person = vars.person ?? (await choosePerson(user));
  vars.roomId = person.seat.roomId;
  const visit = new Visit(user, person, metrics);
  vars.visit = visit;
  watchConnection(user, (code) => visit.closed(code));
  await visit.enter();
}

export async function say({ vars }: VirtualUser): Promise<void> {
  await vars.visit?.say();
}

export async function leave({ vars }: VirtualUser): Promise<void> {
  await vars.visit?.leave(vars.settleLimitMs);
}

async function choosePerson({ vars, scenario }: VirtualUser): Promise<Person> {
  const dialect = DIALECTS.find((name) => name === scenario.name);
  if (!dialect || !vars.population) throw new Error(`the scenario ${scenario.name} is named for no dialect`);
  const seat = chooseSeat(dialect, vars.population);
  const token = seat.account ? await freshToken(vars.target, seat.account) : '';
  return { dialect, seat, token };
}
