import type { Answer } from './ask.js';

/** What an HTTP answer that should not have come says about who is in front. */
export function statusInWords({ status, headers }: Pick<Answer, 'status' | 'headers'>): string {
  if (status === 502) return 'is answered with 502: the load balancer got no proper answer from a gateway';
  if (status === 503)
    return 'is answered with 503: no gateway takes clients (none is ready, or all are full)';
  if (status === 504) return 'is answered with 504: the load balancer waited for a gateway in vain';
  if (status >= 300 && status < 400)
    return `is sent elsewhere with ${status}, to ${headers.location ?? 'nowhere'}`;
  return `is answered with ${status}`;
}

/** Whether one of our nodes wrote it: their refusals are problem documents (RFC 9457) or Engine.IO's own. */
export function isProblem({ headers }: Pick<Answer, 'headers'>): boolean {
  return headers['content-type']?.startsWith('application/problem+json') ?? false;
}
