import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createRedisClients, redisHealth, selfTest } from '@crosstalk/cluster';
import { roomChannel } from '@crosstalk/domain';
import { OwnRedis } from '@crosstalk/testing';
import { expect } from 'chai';
import { Redis } from 'ioredis';
import { afterEach, describe, it } from 'mocha';
import { roomId, userId } from './support/build-event.js';
import { ClusterNode, freshPrefix, redisUrl } from './support/cluster-node.js';
import { eventually } from './support/eventually.js';
import { PresenceNode, type Transition } from './support/presence-node.js';
import { RoomLog } from './support/room-log.js';

const SLOTS = 16_384;

describe('Redis topologies', () => {
  const opened: { close?(): Promise<void>; remove?(): Promise<void> }[] = [];

  afterEach(async () => {
    for (const each of opened.splice(0).reverse()) await (each.close?.() ?? each.remove?.());
  });

  async function server(...options: string[]): Promise<OwnRedis> {
    const redis = await OwnRedis.start(...options);
    opened.push(redis);
    return redis;
  }

  /** One server for each share of the slots, met and agreed. */
  async function cluster(size: number): Promise<readonly OwnRedis[]> {
    const servers = await Promise.all(Array.from({ length: size }, () => server('--cluster-enabled', 'yes')));
    const admins = servers.map(({ port }) => new Redis(port, '127.0.0.1'));
    for (const [index, admin] of admins.entries()) {
      const [first, last] = [index, index + 1].map((share) => Math.floor((share * SLOTS) / size)) as [
        number,
        number,
      ];
      await admin.call('CLUSTER', 'ADDSLOTSRANGE', first, last - 1);
      for (const { port } of servers) await admin.call('CLUSTER', 'MEET', '127.0.0.1', port);
    }
    await eventually('the cluster has agreed', async () => {
      const infos = await Promise.all(admins.map((admin) => admin.call('CLUSTER', 'INFO')));
      return infos.every(
        (info) => /cluster_state:ok/.test(`${info}`) && `${info}`.includes(`cluster_size:${size}`),
      );
    });
    for (const admin of admins) admin.disconnect();
    return servers;
  }

  /** Two nodes exchange events in each of many rooms, and see each other's users. Returns what exchanges another round. */
  async function converse(url: string): Promise<{ a: ClusterNode; exchange: () => Promise<void> }> {
    const [log, prefix] = [new RoomLog(), freshPrefix()];
    const nodes: [ClusterNode, ClusterNode] = [
      new ClusterNode(log, { prefix, url }),
      new ClusterNode(log, { prefix, url }),
    ];
    opened.push(...nodes);
    const [a, b] = nodes;
    await Promise.all(nodes.map((node) => node.redis.ready(30_000)));
    await selfTest(a.redis);
    expect((await redisHealth(b.redis)).ok).to.equal(true);
    const rooms = Array.from({ length: 30 }, (_, index) => roomId(index + 1));
    for (const id of rooms) log.create(id, [userId(1)]);
    const there = await b.join(1, ...rooms.map(roomChannel));
    let expected = 0;
    const exchange = async (): Promise<void> => {
      expected += rooms.length;
      for (const id of rooms) a.registry.publish(roomChannel(id), log.post(id));
      await eventually('each room is heard', () => there.seen.length === expected);
    };
    await exchange();
    expect(a.counts.failed).to.equal(0);
    const transitions: Transition[] = [];
    const presences = [
      new PresenceNode({ prefix, transitions, url }),
      new PresenceNode({ prefix, transitions, url }),
    ] as const;
    opened.push(...presences);
    await Promise.all(presences.map((each) => each.start()));
    await presences[0].presence.connected(userId(1), 'one');
    expect(await presences[1].presence.read([userId(1)])).to.deep.include({
      userId: userId(1),
      online: true,
      lastSeen: null,
    });
    return { a, exchange };
  }

  it('a single server passes the self-test', async () => {
    const redis = createRedisClients({
      redisUrl: redisUrl(),
      redisPrefix: freshPrefix(),
      redisProtocol: '2',
    });
    opened.push({ close: async () => redis.close() });
    await redis.ready(30_000);
    await selfTest(redis);
    expect(await redisHealth(redis)).to.deep.include({ ok: true, problem: '' });
  });

  it('a server that is away fails the self-test and the health check in time', async () => {
    const redis = createRedisClients({
      redisUrl: 'redis://127.0.0.1:1',
      redisPrefix: 'x',
      redisProtocol: '3',
    });
    opened.push({ close: async () => redis.close() });
    expect(await selfTest(redis, 100).catch((error: Error) => error.message)).to.include('16 of 16');
    expect((await redisHealth(redis)).ok).to.equal(false);
    expect(await redis.ready(100).catch((error: Error) => error.message)).to.include('not reachable');
  });

  it('a Redis Cluster delivers from every shard, and again after one of them was restarted', async () => {
    const servers = await cluster(3);
    const hosts = servers.map(({ port }) => `127.0.0.1:${port}`).join(',');
    const { a, exchange } = await converse(`redis-cluster://${hosts}`);
    const victim = servers[1];
    await victim?.kill();
    await victim?.resume();
    await untilItDelivers(a);
    // The first round may be healed, the second has to come live.
    await exchange();
    await exchange();
  });

  it('Sentinel names the server, and its successor after a failover', async () => {
    const master = await server('--repl-diskless-sync-delay', '0');
    const replica = await server('--replicaof', '127.0.0.1', `${master.port}`);
    const config = join(replica.folder, 'sentinel.conf');
    await writeFile(
      config,
      [
        `sentinel monitor mymaster 127.0.0.1 ${master.port} 1`,
        'sentinel down-after-milliseconds mymaster 500',
        'sentinel failover-timeout mymaster 2000',
      ].join('\n'),
    );
    const sentinel = await server(config, '--sentinel');
    const { a, exchange } = await converse(`redis-sentinel://127.0.0.1:${sentinel.port}/mymaster`);
    const monitor = new Redis(sentinel.port, '127.0.0.1');
    await eventually(
      'Sentinel knows a replica that is in step',
      async () => {
        const known = await monitor.call('SENTINEL', 'replicas', 'mymaster');
        return /"master-link-status","ok"/.test(JSON.stringify(known));
      },
      20_000,
    );
    monitor.disconnect();
    await master.kill();
    await untilItDelivers(a);
    await exchange();
    await exchange();
  });
});

function untilItDelivers({ redis }: ClusterNode): Promise<void> {
  const delivers = () =>
    selfTest(redis, 1000).then(
      () => true,
      () => false,
    );
  return eventually('Redis delivers again', delivers, 60_000);
}
