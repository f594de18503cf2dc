import { readdirSync, readFileSync } from 'node:fs';
import { type Contract, type Dialect, messagesTelling } from '@crosstalk/dialect-kit';
import type { EventType } from '@crosstalk/domain';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { dialects } from '../../apps/gateway/src/compose/dialects.js';
import { DialectBench } from './bench/dialect-bench.js';
import { happenElsewhere } from './bench/happen-elsewhere.js';
import { messageOf } from './bench/held-to-contract.js';
import { replayTranscript, type Transcript } from './bench/replay-transcript.js';

for (const dialect of dialects) {
  const { contract } = dialect;
  const keys = Object.keys(contract.messages);

  describe(`Contract of ${dialect.name}`, () => {
    it('describes every request and no other', () => {
      expect(Object.keys(contract.requests).sort()).to.deep.equal(Object.keys(dialect.rows).sort());
    });

    it('tells every event that the dialect tells, and none that it does not', () => {
      const types = Object.keys(dialect.events) as EventType[];
      const told = types.filter((type) => dialect.events[type].kind !== 'silent');
      expect(types.filter((type) => messagesTelling(contract, type).length > 0)).to.deep.equal(told);
    });

    it('has a cause for every message', () => {
      const without = keys.filter((key) => !contract.messages[key]?.tells && !mentioned(contract).has(key));
      expect(without).to.deep.equal([]);
      expect([...mentioned(contract)].filter((key) => !keys.includes(key))).to.deep.equal([]);
    });

    it('has what a socket gets when its token runs out', () => {
      expect(expiryOf(dialect)).to.not.include(null);
    });

    it('has every frame that tells what happens elsewhere', async () => {
      const bench = new DialectBench(dialect);
      await happenElsewhere(bench);
      expect(bench.failures).to.deep.equal([]);
    });

    it('has no message that neither its transcripts nor what happens elsewhere ever bring', async () => {
      const seen = new Set(expiryOf(dialect));
      await happenElsewhere(new DialectBench(dialect, {}, (message) => seen.add(message)));
      for (const transcript of transcriptsOf(dialect.name)) {
        await replayTranscript(dialect, transcript, (message) => seen.add(message));
      }
      expect(keys.filter((key) => !seen.has(key))).to.deep.equal([]);
    });
  });
}

/** Messages that answer, refuse or come unasked. */
function mentioned({ requests, refusals, unasked = [] }: Contract): Set<string> {
  return new Set([
    ...Object.values(requests).flatMap(({ answers, refusals: own = [] }) => [...answers, ...own]),
    ...refusals,
    ...unasked,
  ]);
}

/** Messages that tell of a token that ran out; null for a frame that the contract does not have. */
function expiryOf({ contract, expiry }: Dialect): (string | null)[] {
  const found = expiry.frames.map((frame) => messageOf(contract, frame, contract.unasked ?? []));
  return found.map((each) => ('message' in each ? each.message : null));
}

function transcriptsOf(name: string): Transcript[] {
  const folder = new URL(`../../packages/dialects/${name}/test/transcripts/`, import.meta.url);
  return readdirSync(folder).map(
    (file) => JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Transcript,
  );
}
