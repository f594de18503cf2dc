import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, toolPath } from '@crosstalk/testing';
import { ROOT } from '../architecture/source-tree.js';
import { type GatewayPlace, LoadBalancer } from './load-balancer.js';
import { ordinaryFolder } from './ordinary-user.js';

/** Connections that a test needs at most; a machine may allow an ordinary user few files. */
const SOCKETS = '2000';

/** Of the control socket, in the folder of the process. */
export const ADMIN_SOCKET = 'admin.sock';

/**
 * Starts HAProxy with `deploy/haproxy/haproxy.cfg` in front of these gateways of 127.0.0.1, four at most. `opsUrl` has its own `/metrics`.
 *
 * @param environment further variables of that file. @throws when there is no haproxy, or it does not come up
 */
export async function startHaproxy(
  gateways: readonly GatewayPlace[],
  environment: Readonly<Record<string, string>> = {},
): Promise<LoadBalancer> {
  const program = toolPath('haproxy');
  if (!program) throw new Error('haproxy is not installed');
  const folder = ordinaryFolder('crosstalk-haproxy-');
  const [port, tlsPort, opsPort] = [await freePort(), await freePort(), await freePort()];
  // A checkout may lie where the user who runs it cannot read.
  const file = join(folder, 'haproxy.cfg');
  copyFileSync(join(ROOT, 'deploy/haproxy/haproxy.cfg'), file);
  return LoadBalancer.start({
    program,
    args: ['-db', '-f', file],
    environment: {
      HTTP_ADDRESS: `127.0.0.1:${port}`,
      HTTPS_ADDRESS: `127.0.0.1:${tlsPort}`,
      LB_OPS_ADDRESS: `127.0.0.1:${opsPort}`,
      ADMIN_SOCKET: join(folder, ADMIN_SOCKET),
      SOCKETS,
      ...placesOf(gateways),
      ...environment,
    },
    port,
    tlsPort,
    opsPort,
    folder,
  });
}

function placesOf(gateways: readonly GatewayPlace[]): Record<string, string> {
  return Object.fromEntries(
    gateways.flatMap(({ port, opsPort }, index) => [
      [`GATEWAY_${index + 1}`, `127.0.0.1:${port}`],
      [`GATEWAY_${index + 1}_OPS`, `${opsPort}`],
    ]),
  );
}
