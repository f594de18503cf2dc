import type { Logger } from '@crosstalk/telemetry';

interface Connection {
  on(event: 'ready' | 'close', listener: () => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
}

/** One line when the connection is lost, or cannot be made, and one when it is there: a client that reconnects tells every attempt. */
export function logOutages(connection: Connection, log: Logger, name: string): void {
  let state: 'new' | 'up' | 'down' = 'new';
  const down = (err?: Error): void => {
    if (state === 'down') return;
    state = 'down';
    log.warn({ connection: name, ...(err && { err }) }, 'no connection; waiting for it');
  };
  connection.on('error', down);
  connection.on('close', () => down());
  connection.on('ready', () => {
    if (state === 'down') log.info({ connection: name }, 'connected again');
    state = 'up';
  });
}
