import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { SafeFetchError } from '../safe-fetch-error.js';
import { bareHost, portOf } from '../target/url-parts.js';

/** One request to one server. */
export interface Hop {
  readonly url: URL;
  /** Of the host, checked. */
  readonly addresses: readonly string[];
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Buffer | undefined;
}

export interface ExchangeOptions {
  readonly maxHeaderBytes: number;
  /** Certificates (PEM) that are trusted instead of the well-known ones. */
  readonly ca?: readonly string[] | undefined;
  /** Ends the exchange, in whatever stage it is. */
  readonly signal: AbortSignal;
}

/** Node gives an address 250 ms before it turns to the next one and never comes back: too little for another continent. */
const PATIENCE = { autoSelectFamily: true, autoSelectFamilyAttemptTimeout: 2_000 };

/** Sends, hands over the response when its headers are there, and closes the connection when `use` is done or has failed. */
export async function exchange<T>(
  hop: Hop,
  options: ExchangeOptions,
  use: (response: IncomingMessage) => Promise<T>,
): Promise<T> {
  const { url, addresses, method, headers, body } = hop;
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const request = send({
    hostname: bareHost(url),
    port: portOf(url),
    path: `${url.pathname}${url.search}`,
    method,
    headers: { ...headers, 'accept-encoding': 'identity' },
    // A connection of its own: a pooled one is found by its name, and the name was checked for this request only.
    agent: false,
    lookup: pinned(addresses),
    ...PATIENCE,
    maxHeaderSize: options.maxHeaderBytes,
    insecureHTTPParser: false,
    rejectUnauthorized: true,
    ...(options.ca ? { ca: [...options.ca] } : {}),
    signal: options.signal,
  });
  try {
    return await use(await begun(request, body));
  } finally {
    request.destroy();
  }
}

function begun(request: ClientRequest, body: Hop['body']): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    // Both error listeners stay: an error that comes after the answer must not bring the process down.
    request.once('response', (message) => resolve(message.on('error', reject)));
    request.on('error', reject);
    request.once('close', () => reject(new SafeFetchError('failed')));
    request.end(body);
  });
}

/** Answers the connection's question for the name with what was checked. Several addresses are tried one after the other. */
function pinned(addresses: readonly string[]): LookupFunction {
  const answers = addresses.map((address) => ({ address, family: isIP(address) }));
  return (_hostname, options, callback) => {
    const [first] = answers;
    if (options.all) process.nextTick(callback, null, answers);
    else process.nextTick(callback, null, first?.address, first?.family);
  };
}
