import { randomInt } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Dialect } from '@crosstalk/dialect-kit';
import { expect } from 'chai';
import fc from 'fast-check';
import { after, before, describe, it } from 'mocha';
import { dialects } from '../../../apps/gateway/src/compose/dialects.js';
import { DialectBench } from '../bench/dialect-bench.js';
import { randomFrames } from './random-frames.js';

const FRAMES = 20_000;
const BATCH = 1_000;
/** A leak of one small object a frame is more than this. */
const HEAP_GROWTH_BYTES = 16 * 1024 * 1024;
const MEBIBYTE = 1024 * 1024;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Two members of a chat, one of whom talks nonsense. @returns the defects that it found */
async function playBatch(dialect: Dialect, seed: number): Promise<readonly unknown[]> {
  const bench = new DialectBench(dialect);
  const [mallory, bob] = [await bench.person('mallory'), await bench.person('bob')];
  const [socket, witness] = [bench.connect(), bench.connect()];
  await socket.greet(mallory.token);
  await witness.greet(bob.token);
  const { actor } = await bench.useCases.authenticate(mallory.token);
  await bench.useCases.createRoom(actor, { type: 'group', users: [bob.user.id], title: 'ours' });
  for (const frame of fc.sample(randomFrames(dialect), { numRuns: BATCH, seed })) socket.post(frame);
  await bench.settled();
  return bench.failures;
}

describe('random frames', () => {
  const seed = randomInt(2 ** 31);
  const unhandled: unknown[] = [];
  const note = (reason: unknown): void => void unhandled.push(reason);

  before(() => process.on('unhandledRejection', note));
  after(() => process.off('unhandledRejection', note));

  const heapUsed = (): number => {
    collectGarbage();
    return process.memoryUsage().heapUsed;
  };

  for (const dialect of dialects) {
    it(`${FRAMES} of them leave ${dialect.name} alive, without a defect and without a trace in memory (seed ${seed})`, async function () {
      this.timeout(240_000);
      // The first batches load what is loaded once.
      for (let index = 0; index < 3; index += 1) await playBatch(dialect, seed - 1 - index);
      const before = heapUsed();
      for (let index = 0; index < FRAMES / BATCH; index += 1) {
        expect(await playBatch(dialect, seed + index), `defects with seed ${seed + index}`).to.deep.equal([]);
      }
      const growth = heapUsed() - before;
      expect(unhandled).to.deep.equal([]);
      expect(growth, `${Math.round(growth / MEBIBYTE)} MiB more on the heap`).to.be.below(HEAP_GROWTH_BYTES);
    });
  }
});
