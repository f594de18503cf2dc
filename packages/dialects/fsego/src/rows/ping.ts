import { publicRow } from '@crosstalk/dialect-kit';
import { z } from 'zod';
import { PING } from '../frames.js';

export const pingRows = {
  /** Answered by the frames, in the form in which it came. */
  [PING]: publicRow({ useCases: [], input: z.string(), run: async () => null }),
};
