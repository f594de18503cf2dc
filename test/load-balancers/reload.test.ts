import { readFileSync } from 'node:fs';
import { describeWith } from '@crosstalk/testing';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { ChannelsClient } from '../harness/channels-client.js';
import { Cluster } from '../harness/cluster.js';
import { eventually } from '../harness/deadline.js';
import { newPerson } from '../harness/people.js';
import { balancers, Doors } from './balancers.js';

/** Processes that this one has started and that are alive. */
const childrenOf = (pid: number): string[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean);

describe('A new configuration', () => {
  let cluster: Cluster;
  let doors: Doors;

  before(async () => {
    cluster = await Cluster.start({ gateways: 1 });
    doors = await Doors.open(cluster.gateways);
  });

  after(async () => {
    await doors?.close();
    await cluster?.stop();
  });

  for (const { name, program, reload } of balancers) {
    describeWith([program], `of ${name}`, () => {
      it('leaves the WebSockets to the old process, which ends with the last of them', async () => {
        const door = doors.of(name);
        const { token } = await newPerson(door.url);
        const resident = await ChannelsClient.connect(door.url, token);
        const old = childrenOf(door.pid);
        const isThere = (pid: string): boolean => childrenOf(door.pid).includes(pid);
        door.signal(reload);
        await eventually('a new process', () => childrenOf(door.pid).some((pid) => !old.includes(pid)));

        await resident.does('channels-list');
        for (let turn = 0; turn < 5; turn += 1) {
          const comer = await ChannelsClient.connect(door.url, token);
          await comer.does('channels-list');
          comer.close();
        }
        expect(old.some(isThere)).to.equal(true);
        await resident.does('channels-list');
        resident.close();
        await eventually('the end of the old process', () => !old.some(isThere));
      });
    });
  }
});
