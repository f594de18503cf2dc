import { fileURLToPath } from 'node:url';

/** Absolute path of the clone. */
export const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
