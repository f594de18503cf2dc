import { once } from 'node:events';
import { Agent, createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Door } from './door.js';
import { forwardRequest } from './forward-request.js';
import { forwardUpgrade } from './forward-upgrade.js';
import { type Gateway, GatewayPool } from './gateway-pool.js';
import { SessionTable } from './session-table.js';

export interface FrontDoorPlan {
  readonly host: string;
  /** 0 leaves the choice to the system. */
  readonly port: number;
  readonly gateways: readonly Pick<Gateway, 'name' | 'host' | 'port'>[];
}

/** One address in front of all gateways. */
export interface FrontDoor {
  readonly port: number;
  /** Tells whether a gateway takes new clients; sessions that live there still reach it. */
  readonly setReady: (name: string, ready: boolean) => void;
  /** Takes no new connections; those that are open go on. */
  readonly stopListening: () => void;
  /** Ends what is still open. */
  readonly close: () => Promise<void>;
}

/**
 * Starts the sticky front door: Engine.IO sessions stay on their gateway, the rest goes where least is open.
 *
 * @throws Error with code EADDRINUSE when the port is taken.
 */
export async function startFrontDoor(plan: FrontDoorPlan): Promise<FrontDoor> {
  const pool = new GatewayPool(plan.gateways);
  const door: Door = { pool, sessions: new SessionTable(), agent: new Agent({ keepAlive: true }) };
  // The gateways say how long a request may take.
  const server = createServer({ requestTimeout: 0 }, (request, response) =>
    forwardRequest(door, request, response),
  );
  server.on('upgrade', (request, socket, head) =>
    forwardUpgrade({ door, request, head, socket: socket as Socket }),
  );
  const sockets = trackSockets(server);
  server.listen(plan.port, plan.host);
  await once(server, 'listening');
  const stopListening = () => {
    if (server.listening) server.close();
  };
  return {
    port: (server.address() as AddressInfo).port,
    setReady: (name, ready) => pool.setReady(name, ready),
    stopListening,
    close: async () => {
      stopListening();
      for (const socket of sockets) socket.destroy();
      door.agent.destroy();
    },
  };
}

function trackSockets(server: Server): Set<Socket> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    // A client that vanishes in mid-request is everyday life, not a crash.
    socket.on('error', () => socket.destroy());
    socket.once('close', () => sockets.delete(socket));
  });
  return sockets;
}
