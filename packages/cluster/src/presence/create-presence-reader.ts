import type { PresenceBoard } from '@crosstalk/domain';
import type { Keys } from '../keys.js';
import type { RedisClient } from '../redis/redis-client.js';
import { PresenceLedger } from './presence-ledger.js';

/** Presence for a process that holds no connections. Unlike a gateway's board, `read` rejects while Redis is away: it knows nobody. */
export function createPresenceReader(commands: RedisClient, keys: Keys): Pick<PresenceBoard, 'read'> {
  // It never takes the lease, so the other numbers are never used.
  const ledger = new PresenceLedger({ commands, keys, nodeId: 'reader', leaseMs: 0, graceMs: 0 });
  return { read: async (userIds) => (userIds.length === 0 ? [] : ledger.read(userIds)) };
}
