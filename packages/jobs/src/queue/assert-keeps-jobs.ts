import type { QueueRedis } from './create-queue-connections.js';

/**
 * Resolves when the Redis of the queues answers and evicts nothing: one that makes room by throwing keys away loses jobs, and parts of
 * jobs, when it is full.
 * @throws Error that names the policy; Error of the client while Redis is away
 */
export async function assertKeepsJobs(connection: QueueRedis): Promise<void> {
  const servers = 'nodes' in connection ? connection.nodes('master') : [connection];
  const answers = await Promise.all(servers.map((server) => server.info('memory')));
  for (const answer of answers) {
    // Valkey and Redis alike; CONFIG GET is forbidden by many who host one.
    const policy = /^maxmemory_policy:(\S+)/m.exec(answer)?.[1];
    if (policy === undefined || policy === 'noeviction') continue;
    throw new Error(`its maxmemory-policy is ${policy} and must be noeviction, or jobs are lost`);
  }
}
