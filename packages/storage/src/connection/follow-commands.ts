import type { mongo } from 'mongoose';
import type { StorageTracing } from '../storage-tracing.js';

type Ended = (error?: string) => void;

/** Tells the tracing of each command. The driver announces a command in the async context of its caller. */
export function followCommands(
  client: Pick<mongo.MongoClient, 'on'>,
  tracing: Pick<StorageTracing, 'command'>,
): void {
  const running = new Map<number, Ended>();
  const end = (requestId: number, error?: string): void => {
    running.get(requestId)?.(error);
    running.delete(requestId);
  };
  client.on('commandStarted', ({ requestId, commandName, command, databaseName }) => {
    const named = command[commandName === 'getMore' ? 'collection' : commandName];
    const ended = tracing.command({
      name: commandName,
      collection: typeof named === 'string' ? named : '',
      database: databaseName,
    });
    if (ended) running.set(requestId, ended);
  });
  client.on('commandSucceeded', ({ requestId }) => end(requestId));
  client.on('commandFailed', ({ requestId, failure }) => end(requestId, failure.name));
}
