import { randomUUID } from 'node:crypto';

export interface Person {
  readonly id: number;
  readonly token: string;
  readonly refreshToken: string;
  readonly email: string;
  readonly name: string;
}

/** A JSON request to a node's REST door. */
export async function rest(
  url: string,
  { method = 'GET', path, token, body }: { method?: string; path: string; token?: string; body?: unknown },
): Promise<{ status: number; contentType: string; body: Readonly<Record<string, unknown>> }> {
  const response = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    contentType: response.headers.get('content-type') ?? '',
    body: (text ? JSON.parse(text) : {}) as Readonly<Record<string, unknown>>,
  };
}

/** Registers somebody new. */
export async function newPerson(url: string, name = 'Ann'): Promise<Person> {
  const email = `${name.toLowerCase()}-${randomUUID()}@example.com`;
  const answer = await rest(url, {
    method: 'POST',
    path: '/auth/register',
    body: { email, password: 'correct horse battery', first_name: name },
  });
  if (answer.status !== 201)
    throw new Error(`registration answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  const {
    user,
    access_token: token,
    refresh_token: refreshToken,
  } = answer.body as unknown as {
    user: { id: number };
    access_token: string;
    refresh_token: string;
  };
  return { id: user.id, token, refreshToken, email, name };
}
