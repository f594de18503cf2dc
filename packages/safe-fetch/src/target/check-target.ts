import { isIP } from 'node:net';
import type { AllowList } from '../addresses/allow-list.js';
import { isPublicAddress } from '../addresses/is-public-address.js';
import { SafeFetchError } from '../safe-fetch-error.js';
import type { Resolve } from './dns-resolve.js';
import { isLocalName } from './is-local-name.js';
import { isOpenPort } from './open-port.js';
import { bareHost, portOf } from './url-parts.js';

export interface TargetRules {
  readonly allow: AllowList;
  readonly resolve: Resolve;
  readonly signal: AbortSignal;
}

/**
 * Asks once for the addresses of the URL's host. One that is not public refuses them all, lest a mixed answer be a lottery.
 * @returns the addresses that were checked; the connection must be made to one of these, never to the name
 * @throws SafeFetchError forbidden_address or not_resolved
 */
export async function checkTarget(url: URL, rules: TargetRules): Promise<readonly string[]> {
  const host = bareHost(url);
  const port = portOf(url);
  const named = isIP(host) === 0;
  const listed = rules.allow.opensTarget(url.hostname, port);
  if (!listed && (!isOpenPort(port) || (named && isLocalName(host)))) {
    throw new SafeFetchError('forbidden_address');
  }
  const addresses = named ? await resolved({ host, listed, signal: rules.signal }, rules.resolve) : [host];
  if (!listed && !addresses.every((each) => isPublicAddress(each) || rules.allow.opensAddress(each))) {
    throw new SafeFetchError('forbidden_address');
  }
  return addresses;
}

async function resolved(question: Parameters<Resolve>[0], resolve: Resolve): Promise<readonly string[]> {
  const addresses = await resolve(question).catch((error: unknown) => {
    throw new SafeFetchError('not_resolved', error);
  });
  if (addresses.length === 0 || addresses.some((each) => isIP(each) === 0)) {
    throw new SafeFetchError('not_resolved');
  }
  return addresses;
}
