import { isIPv4 } from 'node:net';
import { addressSet } from './address-set.js';
import { GLOBAL_UNICAST_IPV6, SPECIAL_IPV4, SPECIAL_IPV6 } from './special-networks.js';

const special = addressSet([...SPECIAL_IPV4, ...SPECIAL_IPV6]);
const globalUnicast = addressSet([GLOBAL_UNICAST_IPV6]);

/**
 * Whether an IP address may be a public server. Every form of IPv4 inside IPv6 is not, whatever it holds; nor is what has a zone
 * id or is no address. A network that translates to IPv4 under a prefix of its own (RFC 6052, section 2.2) cannot be told.
 */
export function isPublicAddress(address: string): boolean {
  return (isIPv4(address) || globalUnicast(address)) && !special(address);
}
