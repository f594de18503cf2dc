export const REDIS_SCHEMES = [
  'redis',
  'rediss',
  'redis-sentinel',
  'rediss-sentinel',
  'redis-cluster',
  'rediss-cluster',
] as const;

export interface RedisHost {
  readonly host: string;
  readonly port: number;
}

/** Where Redis is and how to get in, whatever its topology. */
export interface RedisTarget {
  readonly kind: 'single' | 'sentinel' | 'cluster';
  readonly hosts: readonly [RedisHost, ...RedisHost[]];
  /** Of Sentinel's master group; empty for the others. */
  readonly master: string;
  readonly tls: boolean;
  readonly db: number;
  readonly username: string | undefined;
  readonly password: string | undefined;
}

const PATTERN =
  /^(rediss?)(?:-(sentinel|cluster))?:\/\/(?:([^@/]*)@)?([^/?]*)(?:\/([^/?]*))?(?:\/(\d+))?(?:\?.*)?$/i;
const DEFAULT_PORT = { single: 6379, sentinel: 26379, cluster: 6379 } as const;

/**
 * Reads `redis[s]://[user:password@]host[:port][/db]`, `redis[s]-sentinel://[user:password@]host,host/master[/db]` and
 * `redis[s]-cluster://[user:password@]host,host`. User and password are percent-decoded.
 * @throws Error that says what is wrong and does not repeat the URL, which may hold a password
 */
export function parseRedisUrl(url: string): RedisTarget {
  const match = PATTERN.exec(url);
  if (!match)
    throw new Error(
      'The Redis URL is not of the form redis[s][-sentinel|-cluster]://[user:password@]host[:port][/…].',
    );
  const [, scheme = '', topology, credentials, hostList = '', path = '', sentinelDb] = match;
  const kind = (topology?.toLowerCase() ?? 'single') as RedisTarget['kind'];
  const [first, ...others] = hostList
    .split(',')
    .filter(Boolean)
    .map((text) => parseHost(text, DEFAULT_PORT[kind]));
  if (!first) throw new Error('The Redis URL names no host.');
  if (kind === 'single' && others.length > 0)
    throw new Error('A redis:// URL names one host; for several use redis-sentinel:// or redis-cluster://.');
  if (kind === 'sentinel' && !path)
    throw new Error(
      'A redis-sentinel:// URL ends with the name of the master group: redis-sentinel://host,host/name.',
    );
  const db = Number((kind === 'sentinel' ? sentinelDb : path) || 0);
  if (!Number.isSafeInteger(db) || (kind === 'cluster' && db !== 0))
    throw new Error('The Redis URL has a wrong database number.');
  const [username, password] = parseCredentials(credentials);
  return {
    kind,
    hosts: [first, ...others],
    master: kind === 'sentinel' ? decodeURIComponent(path) : '',
    tls: scheme.toLowerCase() === 'rediss',
    db,
    username,
    password,
  };
}

function parseHost(text: string, defaultPort: number): RedisHost {
  const match = /^(?:\[([0-9a-f:.]+)\]|([^:[\]]+))(?::(\d+))?$/i.exec(text);
  const host = match?.[1] ?? match?.[2];
  if (!host) throw new Error(`The Redis URL has a wrong host: ${text}`);
  return { host, port: Number(match?.[3] ?? defaultPort) };
}

/** `user:password`, `:password` and, as other clients read it, a lone `password`. */
function parseCredentials(text: string | undefined): readonly [string | undefined, string | undefined] {
  if (!text) return [undefined, undefined];
  const colon = text.indexOf(':');
  const user = colon < 0 ? '' : decodeURIComponent(text.slice(0, colon));
  return [user || undefined, decodeURIComponent(text.slice(colon + 1))];
}
