/** A failure of the front door itself, told as problem+json (RFC 9457). */
export interface Problem {
  readonly status: 502 | 503;
  readonly title: string;
  readonly detail: string;
}

export const NO_GATEWAY: Problem = {
  status: 503,
  title: 'Service Unavailable',
  detail: 'No gateway takes requests at the moment.',
};

export const BROKEN_GATEWAY: Problem = {
  status: 502,
  title: 'Bad Gateway',
  detail: 'The gateway ended the connection before it answered.',
};

/** Headers and body of a problem. */
export function describeProblem(problem: Problem): { headers: Record<string, string>; body: string } {
  const body = JSON.stringify({ type: 'about:blank', ...problem });
  const headers = {
    'content-type': 'application/problem+json',
    'content-length': String(Buffer.byteLength(body)),
    'retry-after': '1',
  };
  return { headers, body };
}
