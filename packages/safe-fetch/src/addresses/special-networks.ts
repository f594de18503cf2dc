/**
 * @module Addresses that are nobody's public server. Every row of the IANA special-purpose registries counts (RFC 6890,
 * kept at iana.org/assignments/iana-ipv4-special-registry and iana-ipv6-special-registry), also the few that are
 * «globally reachable»: relays and anycast sinks serve no web page. A row is named by the document that made it.
 */
import type { Cidr } from './address-set.js';

export const SPECIAL_IPV4: readonly Cidr[] = [
  '0.0.0.0/8', // this network, unspecified: RFC 791
  '10.0.0.0/8', // private: RFC 1918
  '100.64.0.0/10', // shared between carriers (CGNAT): RFC 6598
  '127.0.0.0/8', // loopback: RFC 1122
  '169.254.0.0/16', // link-local, metadata of clouds: RFC 3927
  '172.16.0.0/12', // private: RFC 1918
  '192.0.0.0/24', // protocol assignments: RFC 6890
  '192.0.2.0/24', // documentation: RFC 5737
  '192.31.196.0/24', // AS112: RFC 7535
  '192.52.193.0/24', // AMT: RFC 7450
  '192.88.99.0/24', // 6to4 relays: RFC 7526
  '192.168.0.0/16', // private: RFC 1918
  '192.175.48.0/24', // AS112: RFC 7534
  '198.18.0.0/15', // benchmarks: RFC 2544
  '198.51.100.0/24', // documentation: RFC 5737
  '203.0.113.0/24', // documentation: RFC 5737
  '224.0.0.0/4', // multicast: RFC 5771
  '240.0.0.0/4', // reserved and broadcast: RFC 1112, RFC 919
  // In no registry: a public number that a virtual machine at Azure reaches as its own platform.
  '168.63.129.16/32',
];

/**
 * The only IPv6 that can be public (RFC 4291, section 2.4; IANA hands out nothing else). Loopback, ::, mapped and compatible
 * IPv4, NAT64 (64:ff9b::/96 and 64:ff9b:1::/48), SRv6, unique local, link-local, site-local and multicast are all outside.
 */
export const GLOBAL_UNICAST_IPV6: Cidr = '2000::/3';

/** Within the global unicast. */
export const SPECIAL_IPV6: readonly Cidr[] = [
  '2001::/23', // protocol assignments, among them Teredo (RFC 4380), benchmarks (RFC 5180), ORCHID (RFC 7343): RFC 2928
  '2001:db8::/32', // documentation: RFC 3849
  '2002::/16', // 6to4, holds an IPv4 address: RFC 3056
  '2620:4f:8000::/48', // AS112: RFC 7534
  '3fff::/20', // documentation: RFC 9637
];
