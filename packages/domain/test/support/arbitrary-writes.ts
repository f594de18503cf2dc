import fc from 'fast-check';
import type { WritePlan } from './landing-log.js';

/** Writes that land within less than the age at which a hole counts as void, or never. */
export const arbitraryWrites: fc.Arbitrary<readonly WritePlan[]> = fc.array(
  fc.record({
    pause: fc.integer({ min: 0, max: 1_500 }),
    delay: fc.option(fc.integer({ min: 0, max: 4_999 }), { freq: 6 }),
    target: fc.option(fc.nat(5), { freq: 2 }),
  }),
  { minLength: 1, maxLength: 25 },
);

/** Pauses between polls. */
export const arbitraryPolls: fc.Arbitrary<readonly number[]> = fc.array(fc.integer({ min: 1, max: 3_000 }), {
  maxLength: 30,
});
