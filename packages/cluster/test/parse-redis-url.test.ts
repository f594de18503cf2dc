import { clusterSettings, parseRedisUrl } from '@crosstalk/cluster';
import { parseConfig } from '@crosstalk/config';
import { expect } from 'chai';
import { describe, it } from 'mocha';

const plain = { master: '', tls: false, db: 0, username: undefined, password: undefined };

describe('Redis URL', () => {
  it('names a server, with database, user and password if need be', () => {
    expect(parseRedisUrl('redis://db')).to.deep.equal({
      ...plain,
      kind: 'single',
      hosts: [{ host: 'db', port: 6379 }],
    });
    expect(parseRedisUrl('rediss://ann:p%40ss%3A@db:7000/3')).to.deep.equal({
      kind: 'single',
      hosts: [{ host: 'db', port: 7000 }],
      master: '',
      tls: true,
      db: 3,
      username: 'ann',
      password: 'p@ss:',
    });
    expect(parseRedisUrl('redis://:secret@[::1]:1/')).to.deep.include({
      hosts: [{ host: '::1', port: 1 }],
      username: undefined,
      password: 'secret',
    });
  });

  it('names the sentinels and their master group', () => {
    expect(parseRedisUrl('redis-sentinel://a,b:1/mymaster/2')).to.deep.equal({
      ...plain,
      kind: 'sentinel',
      hosts: [
        { host: 'a', port: 26379 },
        { host: 'b', port: 1 },
      ],
      master: 'mymaster',
      db: 2,
    });
  });

  it('names nodes of a cluster', () => {
    expect(parseRedisUrl('rediss-cluster://a:1,b:2')).to.deep.equal({
      ...plain,
      kind: 'cluster',
      tls: true,
      hosts: [
        { host: 'a', port: 1 },
        { host: 'b', port: 2 },
      ],
    });
  });

  for (const url of [
    'http://a',
    'redis://',
    'redis://a,b',
    'redis-sentinel://a',
    'redis://a/x',
    'redis-cluster://a/1',
    'redis://a:b',
  ]) {
    it(`refuses ${url} without repeating a password`, () => {
      const secret = url.replace('://', '://:hunter2@');
      expect(() => parseRedisUrl(secret))
        .to.throw(Error)
        .with.property('message')
        .that.does.not.include('hunter2');
    });
  }

  it('comes from the environment with the other settings, which all have a default', () => {
    expect(parseConfig(clusterSettings, {})).to.deep.equal({
      redisUrl: 'redis://127.0.0.1:6379',
      redisPrefix: 'crosstalk',
      redisProtocol: '3',
      presenceLeaseMs: 9000,
      presenceRefreshMs: 3000,
      presenceGraceMs: 5000,
    });
    expect(() => parseConfig(clusterSettings, { REDIS_URL: 'mysql://x' })).to.throw('REDIS_URL');
  });
});
