import { isPublicAddress } from '@crosstalk/safe-fetch';
import { expect } from 'chai';
import { describe, it } from 'mocha';

/** The last address before and the first one after each special network, unless the neighbour is special too. */
const PUBLIC = [
  '1.0.0.0',
  '8.8.8.8',
  '9.255.255.255',
  '11.0.0.0',
  '93.184.216.34',
  '100.63.255.255',
  '100.128.0.0',
  '126.255.255.255',
  '128.0.0.0',
  '168.63.129.15',
  '168.63.129.17',
  '169.253.255.255',
  '169.255.0.0',
  '172.15.255.255',
  '172.32.0.0',
  '191.255.255.255',
  '192.0.1.0',
  '192.0.1.255',
  '192.0.3.0',
  '192.31.195.255',
  '192.31.197.0',
  '192.52.192.255',
  '192.52.194.0',
  '192.88.98.255',
  '192.88.100.0',
  '192.167.255.255',
  '192.169.0.0',
  '192.175.47.255',
  '192.175.49.0',
  '198.17.255.255',
  '198.20.0.0',
  '198.51.99.255',
  '198.51.101.0',
  '203.0.112.255',
  '203.0.114.0',
  '223.255.255.255',
  '2000::',
  '2000:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
  '2001:200::',
  '2001:db7:ffff:ffff:ffff:ffff:ffff:ffff',
  '2001:db9::',
  '2001:4860:4860::8888',
  '2001:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
  '2003::',
  '2606:4700:4700::1111',
  '2620:4f:7fff:ffff:ffff:ffff:ffff:ffff',
  '2620:4f:8001::',
  '2a00:1450:4001:81b::200e',
  '3ffe:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
  '3fff:1000::',
];

/** What a resolver might hand over beside plain addresses. */
const NO_ADDRESSES = [
  '',
  'example.com',
  '8.8.8',
  '08.8.8.8',
  '0x8.8.8.8',
  '8.8.8.8 ',
  '[2606:4700::1]',
  '2606:4700::1%eth0',
];

describe('A public address', () => {
  for (const address of PUBLIC) {
    it(`is ${address}`, () => {
      expect(isPublicAddress(address)).to.equal(true);
    });
  }

  for (const text of NO_ADDRESSES) {
    it(`is not «${text}»`, () => {
      expect(isPublicAddress(text)).to.equal(false);
    });
  }
});
