import { readdirSync, readFileSync } from 'node:fs';
import { createUseCases } from '@crosstalk/domain';
import { createMemoryPorts } from '@crosstalk/testing';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { DialectBench } from '../conformance/bench/dialect-bench.js';
import { sourceFiles } from './core-files.js';
import { pager } from './src/dialect.js';

const MAX_FILES = 8;

describe('the example of a sixth dialect', () => {
  it(`costs at most ${MAX_FILES} files`, () => {
    expect(readdirSync(new URL('./src/', import.meta.url)).length).to.be.at.most(MAX_FILES);
  });

  it('is named nowhere in the core', () => {
    const naming = sourceFiles().filter((path) => /\bpager\b/i.test(readFileSync(path, 'utf8')));
    expect(naming).to.deep.equal([]);
  });

  it('answers for every use case', () => {
    const useCases = Object.keys(createUseCases(createMemoryPorts())).sort();
    const used = Object.values(pager.rows).flatMap((row) => row.useCases);
    expect([...new Set([...used, ...Object.keys(pager.lacks)])].sort()).to.deep.equal(useCases);
  });

  it('talks with people of its own kind', async () => {
    const bench = new DialectBench(pager);
    const [ann, bob] = [await bench.person('Ann'), await bench.person('Bob')];
    const [from, to] = [bench.connect(), bench.connect()];
    await from.say({ kind: 'text', text: `HELLO ${ann.token}` });
    await to.say({ kind: 'text', text: `HELLO ${bob.token}` });
    expect(from.take()).to.deep.equal([`OK ${ann.user.id}`]);
    to.take();
    const { actor } = await bench.useCases.authenticate(ann.token);
    const { room } = await bench.useCases.createRoom(actor, {
      type: 'group',
      users: [bob.user.id],
      title: 'duty',
    });
    expect(to.take()).to.deep.equal([`JOIN ${room.id} duty`]);
    from.take();
    await from.say({ kind: 'text', text: `SAY ${room.id} the pump is on fire` });
    const [line] = to.take() as string[];
    expect(line).to.match(new RegExp(`^MSG ${room.id} \\d+ \\S+ Ann Lee: the pump is on fire$`));
    expect(from.take()).to.deep.equal([`OK ${line?.split(' ')[2]}`]);
    await to.say({ kind: 'text', text: 'ROOMS' });
    expect(to.take()).to.deep.equal([`ROOM ${room.id} 1 duty`, 'OK']);
    await to.say({ kind: 'text', text: `SAY ${room.id + 1_000} x` });
    expect((to.take() as string[])[0]).to.match(/^ERR NONE /);
    await to.say({ kind: 'text', text: 'DANCE' });
    expect((to.take() as string[])[0]).to.match(/^ERR WHAT /);
  });
});
