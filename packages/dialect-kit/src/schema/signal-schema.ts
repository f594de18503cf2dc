import { z } from 'zod';
import { isBoundedJson } from './bounded-json.js';

const SIGNAL_LIMIT = { bytes: 64 * 1024, depth: 16 };

/** What browsers tell each other about a call: passed on unread, so only its size and depth are checked. */
export const signalSchema = z
  .unknown()
  .refine((value) => isBoundedJson(value, SIGNAL_LIMIT), 'must be at most 64 KiB of JSON, 16 levels deep')
  .optional();
