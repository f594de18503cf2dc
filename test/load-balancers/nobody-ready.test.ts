import { describeWith, OwnRedis } from '@crosstalk/testing';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { Cluster } from '../harness/cluster.js';
import { eventually } from '../harness/deadline.js';
import { ops } from '../harness/ops.js';
import { newPerson, type Person, rest } from '../harness/people.js';
import { askUpgrade } from '../harness/upgrade.js';
import { balancers, Doors } from './balancers.js';

describe('With no gateway ready, since Redis is away', () => {
  let redis: OwnRedis;
  let cluster: Cluster;
  let doors: Doors;
  let ann: Person;

  before(async () => {
    redis = await OwnRedis.start();
    cluster = await Cluster.start({ gateways: 1, environment: { REDIS_URL: redis.url } });
    doors = await Doors.open(cluster.gateways, { CHECK_INTERVAL: '200ms' });
    ann = await newPerson(cluster.node(0).url);
    await redis.kill();
    await eventually('unready', async () => (await ops(cluster.node(0), '/readyz')).status === 503);
  });

  after(async () => {
    await doors?.close();
    await cluster?.stop();
    await redis?.remove();
  });

  for (const { name, program } of balancers) {
    describeWith([program], name, () => {
      const isKnown = async (): Promise<boolean> => {
        if (name === 'nginx') return true;
        const { text } = await ops(doors.of(name), '/metrics');
        return !/^haproxy_server_status\{proxy="ready",[^}]*state="UP"\} 1$/m.test(text);
      };

      it('goes on sending clients to those who are alive', async () => {
        await eventually('everybody taken out', isKnown);
        const { url } = doors.of(name);
        expect((await rest(url, { path: '/rooms', token: ann.token })).status).to.equal(200);
        for (const path of ['/ws/chat/', '/socket.io/?EIO=4&transport=websocket'])
          expect((await askUpgrade(url + path)).status, path).to.equal(101);
        const polling = await fetch(`${url}/socket.io/?EIO=4&transport=polling`);
        expect(polling.status).to.equal(200);
        await polling.text();
      });
    });
  }
});
