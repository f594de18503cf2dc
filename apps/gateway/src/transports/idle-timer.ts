import { CLOSE_REASONS, type Dialect } from '@crosstalk/dialect-kit';
import type { GatewayConnection } from '../connections/gateway-connection.js';

export interface IdleTimer {
  /** A frame of the client came: the protocol's own pongs do not count. */
  touch(): void;
  stop(): void;
}

const NEVER: IdleTimer = { touch: () => undefined, stop: () => undefined };

/** Closes a connection whose client has sent nothing for as long as its dialect says. */
export function idleTimer(connection: GatewayConnection, { idleMs }: Dialect): IdleTimer {
  if (idleMs === undefined) return NEVER;
  const timer = setTimeout(() => connection.close(CLOSE_REASONS.idle), idleMs).unref();
  return { touch: () => void timer.refresh(), stop: () => clearTimeout(timer) };
}
