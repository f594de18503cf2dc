import { BlockList, isIP } from 'node:net';

/** `address/bits`, with the address alone for a single one. */
export type Cidr = string;

/** Whether a set of networks has an address. What is no plain IP address (a name, a zone id) is in no set. */
export type AddressSet = (address: string) => boolean;

/**
 * The families are kept apart, because one BlockList takes `::ffff:0:0/96` for all of IPv4 and an IPv4 rule for the mapped
 * addresses too: a rule here speaks only of the family in which it is written.
 * @throws RangeError when a network is not written as one
 */
export function addressSet(networks: readonly Cidr[]): AddressSet {
  const v4 = new BlockList();
  const v6 = new BlockList();
  for (const network of networks) {
    const { address, bits, family } = parseNetwork(network);
    if (family === 4) v4.addSubnet(address, bits, 'ipv4');
    else v6.addSubnet(address, bits, 'ipv6');
  }
  return (address) => {
    if (address.includes('%')) return false;
    const family = isIP(address);
    if (family === 0) return false;
    return family === 4 ? v4.check(address, 'ipv4') : v6.check(address, 'ipv6');
  };
}

function parseNetwork(network: Cidr): { address: string; bits: number; family: number } {
  const [, address = '', digits] = /^([\da-f.:]+)(?:\/(\d{1,3}))?$/i.exec(network) ?? [];
  const family = isIP(address);
  const width = family === 4 ? 32 : 128;
  const bits = digits === undefined ? width : Number(digits);
  if (family === 0 || bits > width) throw new RangeError(`«${network}» is no network`);
  return { address, bits, family };
}
