export interface RestRequest {
  readonly method?: 'GET' | 'POST';
  /** Below `/api/v1`. */
  readonly path: string;
  readonly token?: string;
  readonly body?: object;
}

const LIMIT_MS = 60_000;

/** A JSON request that must succeed. @throws Error with status and body of anything else */
export async function rest<T>(
  target: string,
  { method = 'POST', path, token, body }: RestRequest,
): Promise<T> {
  const response = await fetch(`${target}/api/v1${path}`, {
    method,
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
    signal: AbortSignal.timeout(LIMIT_MS),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text.slice(0, 300)}`);
  return JSON.parse(text) as T;
}
