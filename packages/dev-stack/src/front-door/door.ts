import type { Agent, IncomingMessage } from 'node:http';
import type { Gateway, GatewayPool } from './gateway-pool.js';
import { sessionOf } from './session-id.js';
import type { SessionTable } from './session-table.js';

/** What the request and the upgrade side of the front door share. */
export interface Door {
  readonly pool: GatewayPool;
  readonly sessions: SessionTable;
  /** Keeps connections to the gateways open between requests. */
  readonly agent: Agent;
}

export interface Route {
  readonly gateway: Gateway;
  /** It belongs to a session there: no other gateway can answer. */
  readonly sticky: boolean;
}

/** Where a request goes: a session goes home, everything else to the gateway with the fewest connections. */
export function routeOf(
  door: Door,
  request: IncomingMessage,
  tried: ReadonlySet<Gateway> = new Set(),
): Route | undefined {
  const sid = sessionOf(request);
  const home = sid === undefined ? undefined : door.pool.byName(door.sessions.find(sid) ?? '');
  if (home !== undefined) return { gateway: home, sticky: true };
  const gateway = door.pool.choose(tried);
  return gateway && { gateway, sticky: false };
}
