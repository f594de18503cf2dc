import type { QueueRedis } from './create-queue-connections.js';

/** Runs `action` now, if the connection is up, and whenever it comes up again. @returns what ends that */
export function onEachConnect(connection: QueueRedis, action: () => void): () => void {
  connection.on('ready', action);
  if (connection.status === 'ready') action();
  return () => void connection.removeListener('ready', action);
}
