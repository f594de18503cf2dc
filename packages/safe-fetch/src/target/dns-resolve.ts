import { lookup, Resolver } from 'node:dns/promises';

export interface Question {
  /** A name, never an address. */
  readonly host: string;
  /** Whether the operator listed the host: then the own hosts file and search domains count. */
  readonly listed: boolean;
  readonly signal: AbortSignal;
}

/** The addresses of a name. An empty list or any error: it has none. */
export type Resolve = (question: Question) => Promise<readonly string[]>;

const QUERY_TIMEOUT_MS = 2_000;
const TRIES = 3;

/**
 * Asks DNS for what strangers wrote, and the system for what the operator listed. The system's lookup would serve both, but it
 * occupies a thread of the pool until it is done and cannot be given up: a few names with silent servers would stall file
 * system and password hashing of the process.
 * @param servers `address` or `address:port` of DNS servers instead of the system's
 */
export function dnsResolve(servers?: readonly string[]): Resolve {
  return async ({ host, listed, signal }) => {
    if (listed) return (await lookup(host, { all: true })).map(({ address }) => address);
    const resolver = new Resolver({ timeout: QUERY_TIMEOUT_MS, tries: TRIES });
    if (servers) resolver.setServers(servers);
    const cancel = () => resolver.cancel();
    signal.addEventListener('abort', cancel, { once: true });
    try {
      const answers = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
      return answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
    } finally {
      signal.removeEventListener('abort', cancel);
    }
  };
}
