import { expect } from 'chai';
import { describe, it } from 'mocha';
import { originPolicy } from '../src/http/origin-policy.js';

describe('originPolicy', () => {
  it('lets in whoever is no browser', () => {
    expect(originPolicy(['https://app.example'], undefined).allows(undefined, 'chat.example')).to.equal(true);
  });

  it('lets in the own origin, the public one and, unless origins are listed, localhost', () => {
    const open = originPolicy([], 'https://chat.example/base');
    for (const origin of [
      'https://chat.example',
      'http://node:3001',
      'http://localhost:5173',
      'https://127.0.0.1',
    ]) {
      expect(open.allows(origin, 'node:3001'), origin).to.equal(true);
    }
    const listed = originPolicy(['https://app.example/'], undefined);
    expect(listed.allows('https://app.example', 'node:3001')).to.equal(true);
    expect(listed.allows('http://localhost:5173', 'node:3001')).to.equal(false);
  });

  it('refuses everybody else, lookalikes too', () => {
    const policy = originPolicy(['https://app.example'], undefined);
    for (const origin of [
      'https://app.example.evil',
      'https://evil',
      'null',
      'https://app.example:444',
      'http://app.example',
      'https://localhost.evil',
    ]) {
      expect(policy.allows(origin, 'node:3001'), origin).to.equal(false);
    }
    expect(originPolicy([], undefined).allows('https://localhost.evil', 'node')).to.equal(false);
  });

  it('lets in anybody when told so', () => {
    expect(originPolicy(['*'], undefined).allows('https://anything', 'node')).to.equal(true);
  });
});
