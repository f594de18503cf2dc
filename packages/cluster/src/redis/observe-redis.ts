/**
 * @module The one place that stands between ioredis' API and its connection, to time commands. It replaces `sendCommand`, through which every
 * command of a client and of its pipelines goes, and the two functions that settle a command: no promise more. `test/observe-redis.test.ts`
 * fails when an upgrade changes that.
 */
import type { RedisClient, RedisObserver } from './redis-client.js';

interface Sent {
  resolve(reply: unknown): void;
  reject(error: Error): void;
  [seen]?: true;
}
interface Sender {
  readonly status: string;
  sendCommand(command: Sent, ...more: readonly unknown[]): unknown;
}

/** A command that waited for the connection is sent a second time; it is timed from the first. */
const seen = Symbol('seen');

export function observeRedis(client: RedisClient, observer: RedisObserver): void {
  const sender = client as unknown as Sender;
  const send = sender.sendCommand;
  sender.sendCommand = (command, ...more) => {
    // What the client says by itself while it connects is nobody's command, and may be refused by an older Redis.
    if (sender.status !== 'connect' && !command[seen]) watch(command, observer);
    return send.call(sender, command, ...more);
  };
  let wasReady = false;
  client.on('ready', () => {
    if (wasReady) observer.reconnected();
    wasReady = true;
  });
}

function watch(command: Sent, observer: RedisObserver): void {
  const startedAt = performance.now();
  const { resolve, reject } = command;
  command[seen] = true;
  command.resolve = (reply) => {
    observer.done(performance.now() - startedAt, false);
    resolve.call(command, reply);
  };
  command.reject = (error) => {
    observer.done(performance.now() - startedAt, !isAskedFor(error));
    reject.call(command, error);
  };
}

/** Redis does not know a script yet: the answer to a question, after which its text is sent. */
function isAskedFor(error: Error): boolean {
  return error.message.startsWith('NOSCRIPT');
}
