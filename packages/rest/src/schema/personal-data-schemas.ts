/** @module What personal data answers look like. */
import { ERASURE_KINDS, MESSAGE_FATES } from '@crosstalk/domain';
import { z } from 'zod';

const count = z.int().nonnegative();
const fate = z.enum(MESSAGE_FATES, `must be ${MESSAGE_FATES.map((one) => `"${one}"`).join(' or ')}`);

export const erasureSchema = z.strictObject({
  id: z.string().describe('names the report; who knows it may read it'),
  user_id: z.int().positive(),
  messages: fate,
  status: z.enum(['running', 'done']),
  removed: z
    .partialRecord(z.enum(ERASURE_KINDS), count)
    .describe('how many of each kind; rises while it runs'),
  asked_at: z.iso.datetime(),
  finished_at: z.iso.datetime().nullable(),
});

export const erasurePath = z.object({ id: z.string().max(64) });
export const erasureBody = z.object({ messages: fate.default('keep') });
export const ownErasureBody = z.object({
  messages: fate,
  password: z.string('must be a text').optional().meta({ description: 'required of who logs in with one' }),
});
