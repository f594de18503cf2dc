import type { IncomingMessage } from 'node:http';
import { SafeFetchError } from '../safe-fetch-error.js';
import type { SafeRequest, SafeResponse } from '../safe-request.js';
import { readBody } from './read-body.js';

const NOTHING = { body: Buffer.alloc(0), truncated: false };

/**
 * The last response of a request.
 * @throws SafeFetchError wrong_type, and what reading the body throws
 */
export async function readResponse(
  response: IncomingMessage,
  request: SafeRequest,
  url: URL,
): Promise<SafeResponse> {
  const status = response.statusCode ?? 0;
  const type = response.headers['content-type'] ?? '';
  if (status >= 200 && status < 300 && request.accept?.(type) === false)
    throw new SafeFetchError('wrong_type');
  const { maxBytes, oversize = 'refuse' } = request;
  const content = hasBody(response, request) ? await readBody(response, { maxBytes, oversize }) : NOTHING;
  return { status, headers: flat(response.headers), url: url.href, ...content };
}

/** RFC 9112, section 6.3: its headers may speak of a body, such as an encoding of it, that does not come. */
function hasBody(response: IncomingMessage, request: SafeRequest): boolean {
  if (request.method === 'HEAD' || response.headers['content-length'] === '0') return false;
  return response.statusCode !== 204 && response.statusCode !== 304;
}

function flat(headers: IncomingMessage['headers']): Readonly<Record<string, string>> {
  const entries = Object.entries(headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')]);
  return Object.fromEntries(entries);
}
