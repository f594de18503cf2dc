import type { mongo } from 'mongoose';
import type { ErasureDoc } from '../erasures/erasure-schema.js';

/** Long ago: the worker finds it at its next look. */
const LONG_AGO = new Date(0);

/**
 * Has every erasure that `known` has and that is not finished in `erasures` carried out again: the people of a restored backup who had
 * themselves removed after it was made. @returns how many
 */
export async function repeatErasures(
  known: mongo.Collection<ErasureDoc>,
  erasures: mongo.Collection<ErasureDoc>,
): Promise<number> {
  let repeated = 0;
  for await (const { _id, tenant, user, askedBy, messages, askedAt } of known.find()) {
    if (await erasures.findOne({ user, finishedAt: { $ne: null } }, { projection: { _id: 1 } })) continue;
    const asked = { tenant, user, askedBy, messages, askedAt };
    const begun = { finishedAt: null, counts: {}, place: null, version: 0, movedAt: LONG_AGO };
    await erasures.deleteOne({ user });
    await erasures.insertOne({ _id, ...asked, ...begun });
    repeated += 1;
  }
  return repeated;
}
