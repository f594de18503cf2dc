import { documentText } from '@crosstalk/api-docs';
import { type Dialect, MESSAGE_PARTS, type UseCaseName } from '@crosstalk/dialect-kit';
import { createUseCases, type EventType } from '@crosstalk/domain';
import { createMemoryPorts } from '@crosstalk/testing';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { dialects } from '../../apps/gateway/src/compose/dialects.js';
import { CAPABILITIES, type Capability } from './generate/capabilities.js';
import { saidBy, supportMatrix } from './generate/support-matrix.js';

const useCases = Object.keys(createUseCases(createMemoryPorts())) as UseCaseName[];
const all = (pick: (capability: Capability) => readonly string[] | undefined): string[] =>
  [...new Set(CAPABILITIES.flatMap((capability) => pick(capability) ?? []))].sort();

describe('The support matrix', () => {
  it('has a place for every use case, event and part of a message', () => {
    const types = Object.keys(dialects[0]?.events ?? {}) as EventType[];
    expect(all((each) => each.useCases)).to.deep.equal([...useCases].sort());
    expect(all((each) => each.events)).to.deep.equal(types.sort());
    expect(all((each) => each.parts)).to.deep.equal([...MESSAGE_PARTS].sort());
  });

  for (const dialect of dialects) {
    it(`leaves no hole of ${dialect.name} unexplained`, () => {
      const holes = CAPABILITIES.filter((capability) => {
        const { asks, hears, why } = saidBy(dialect, capability);
        const { useCases = [], events = [], parts = [] } = capability;
        const isWhole =
          (useCases.length === 0 || asks.length > 0) &&
          (events.length === 0 || hears.length > 0) &&
          (parts.length === 0 || asks.length + hears.length > 0);
        return !isWhole && why.length === 0;
      });
      expect(holes).to.deep.equal([]);
    });

    it(`names fields of messages that ${dialect.name} has`, () => {
      const document = JSON.parse(documentText(dialect)) as unknown;
      const known = fieldsIn(document);
      const named = Object.values(dialect.contract.parts).flatMap(({ asks = [], hears = [] }) =>
        [asks, hears].flat(),
      );
      expect(named.filter((name) => !known.has(name))).to.deep.equal([]);
    });
  }

  it('numbers a reason that is missing', () => {
    const [first] = dialects;
    const mute = { ...(first as Dialect), lacks: {}, rows: {} };
    expect(saidBy(mute, { name: 'message', useCases: ['postMessage'] })).to.deep.equal({
      asks: [],
      hears: [],
      why: [],
    });
    expect(supportMatrix(dialects)).to.match(/<sup>1<\/sup>[\s\S]*\n1\. /);
  });
});

/** Names of all properties in the schemas. */
function fieldsIn(value: unknown, found = new Set<string>()): Set<string> {
  if (typeof value !== 'object' || value === null) return found;
  if ('properties' in value) for (const name of Object.keys(value.properties as object)) found.add(name);
  for (const part of Object.values(value)) fieldsIn(part, found);
  return found;
}
