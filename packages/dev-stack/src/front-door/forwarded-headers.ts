import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http';

/** Headers that concern one connection only (RFC 9110, section 7.6.1). */
const HOP_BY_HOP = new Set(['connection', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'upgrade']);

/** Headers for the gateway: those of the client without the hop-by-hop ones, its address appended. */
export function forwardedHeaders(request: IncomingMessage): OutgoingHttpHeaders {
  const headers: OutgoingHttpHeaders = {};
  for (const [name, values] of Object.entries(request.headersDistinct)) {
    // Node takes `host` as text only.
    if (!HOP_BY_HOP.has(name)) headers[name] = values?.length === 1 ? values[0] : values;
  }
  const address = request.socket.remoteAddress ?? 'unknown';
  headers['x-forwarded-for'] = [...(request.headersDistinct['x-forwarded-for'] ?? []), address].join(', ');
  headers['x-forwarded-proto'] ??= 'http';
  return headers;
}

/** The same for a request that wants another protocol on its connection. */
export function upgradeHeaders(request: IncomingMessage): OutgoingHttpHeaders {
  return { ...forwardedHeaders(request), connection: 'Upgrade', upgrade: request.headers.upgrade };
}

/** Headers of the gateway's answer as a flat list, in their order and with their duplicates. */
export function answerHeaders(answer: IncomingMessage): string[] {
  const flat: string[] = [];
  for (let index = 0; index + 1 < answer.rawHeaders.length; index += 2) {
    const name = answer.rawHeaders[index] ?? '';
    if (!HOP_BY_HOP.has(name.toLowerCase())) flat.push(name, answer.rawHeaders[index + 1] ?? '');
  }
  return flat;
}
