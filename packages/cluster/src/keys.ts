/**
 * @module Every name that the cluster uses in Redis. A family that a script touches together shares one hash tag (the part in braces),
 * so that Redis Cluster keeps it on one node.
 */
export interface Keys {
  /** Sharded pub/sub channels of the adapter begin with it; no hash tag, so that rooms spread over the shards. */
  readonly channelPrefix: string;
  /** A channel of the self-test; different numbers fall on different shards. */
  canary(nonce: string, number: number): string;
  /** Base of presence keys; `presence-scripts` appends `:nodes`, `:user:<id>` and the like. */
  readonly presence: string;
  /** Base of call keys. */
  readonly calls: string;
  rate(rule: string, key: string): string;
}

export function createKeys(prefix: string): Keys {
  return {
    channelPrefix: `${prefix}:events`,
    canary: (nonce, number) => `${prefix}:canary:${nonce}:${number}`,
    presence: `{${prefix}:presence}`,
    calls: `{${prefix}:calls}`,
    rate: (rule, key) => `${prefix}:rate:${rule}:${key}`,
  };
}
