import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Account } from './population.js';
import { rest } from './rest.js';

interface Session {
  readonly access_token: string;
  readonly refresh_token: string;
  /** Seconds. */
  readonly expires_in: number;
}

/** A virtual user stays for less than that. */
const MARGIN_MS = 240_000;
/** A password takes the server tens of milliseconds of CPU time on purpose. */
const AT_ONCE = 2;
const PASSWORD = 'correct horse battery';

const renewals = new Map<Account, Promise<void>>();

/** Registers new people. @throws Error where the deployment lets nobody register, or not so many in an hour */
export async function registerAccounts(target: string, count: number): Promise<Account[]> {
  const accounts: Account[] = [];
  let next = 0;
  const register = async (): Promise<void> => {
    while (next < count) {
      next += 1;
      const body = { email: `load-${randomUUID()}@example.com`, password: PASSWORD, first_name: 'Load' };
      const session = await rest<Session & { user: { id: number } }>(target, {
        path: '/auth/register',
        body,
      });
      accounts.push({ id: session.user.id, ...renewed(session) });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, register)).catch((error: Error) => {
    const hint = error.message.includes('answered 4')
      ? `; ${count} people register, see REGISTRATIONS_PER_HOUR and --tokens`
      : '';
    throw new Error(`${error.message}${hint}`);
  });
  return accounts;
}

/** The people whose access tokens stand in the file, one a line. */
export async function fetchAccounts(target: string, file: string): Promise<Account[]> {
  const tokens = (await readFile(file, 'utf8')).split('\n').map((line) => line.trim());
  const accounts: Account[] = [];
  for (const token of tokens.filter((line) => line !== '')) {
    const { id } = await rest<{ id: number }>(target, { method: 'GET', path: '/me', token });
    accounts.push({ id, token, refreshToken: '', expiresAt: null });
  }
  return accounts;
}

/** Renews the token of an account that ends soon; once, whoever else asks meanwhile. */
export async function freshToken(target: string, account: Account): Promise<string> {
  if (account.expiresAt === null || account.expiresAt - Date.now() > MARGIN_MS) return account.token;
  let renewal = renewals.get(account);
  if (!renewal) {
    const body = { refresh_token: account.refreshToken };
    renewal = rest<Session>(target, { path: '/auth/refresh', body })
      .then((session) => void Object.assign(account, renewed(session)))
      .finally(() => renewals.delete(account));
    renewals.set(account, renewal);
  }
  await renewal;
  return account.token;
}

function renewed(session: Session): Omit<Account, 'id'> {
  return {
    token: session.access_token,
    refreshToken: session.refresh_token,
    expiresAt: Date.now() + session.expires_in * 1_000,
  };
}
