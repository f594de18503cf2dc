import { join } from 'node:path';
import { freePort, toolPath } from '@crosstalk/testing';
import { layOutNginx } from './lay-out-nginx.js';
import { type GatewayPlace, LoadBalancer } from './load-balancer.js';
import { ordinaryFolder } from './ordinary-user.js';

/**
 * Starts nginx with the files of `deploy/nginx` in front of one or two gateways of 127.0.0.1.
 *
 * @param environment further variables of its templates; with `CERTIFICATE` it speaks TLS. @throws when there is no nginx, or it does not
 * come up
 */
export async function startNginx(
  gateways: readonly GatewayPlace[],
  environment: Readonly<Record<string, string>> = {},
): Promise<LoadBalancer> {
  const program = toolPath('nginx');
  if (!program) throw new Error('nginx is not installed');
  const folder = ordinaryFolder('crosstalk-nginx-');
  const [port, tlsPort, opsPort] = [await freePort(), await freePort(), await freePort()];
  const [first, second = first] = gateways;
  const args = layOutNginx(folder, {
    HTTP_ADDRESS: `127.0.0.1:${port}`,
    HTTPS_ADDRESS: `127.0.0.1:${tlsPort}`,
    LB_OPS_ADDRESS: `127.0.0.1:${opsPort}`,
    GATEWAY_1: `127.0.0.1:${first?.port}`,
    GATEWAY_2: `127.0.0.1:${second?.port}`,
    ACCESS_LOG: join(folder, 'access.log'),
    ...environment,
  });
  return LoadBalancer.start({ program, args, environment: {}, port, tlsPort, opsPort, folder });
}
