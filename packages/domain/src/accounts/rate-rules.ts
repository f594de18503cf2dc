import type { RateRules } from '../domain.js';

const MINUTE_MS = 60_000;

/** How often an address may register, an address or an e-mail may try to log in, somebody may store a file, and have all of their data, unless the options say otherwise. */
export const RATE_RULES: RateRules = {
  registerPerAddress: { name: 'register-address', limit: 10, windowMs: 60 * MINUTE_MS },
  loginPerAddress: { name: 'login-address', limit: 10, windowMs: MINUTE_MS },
  loginPerEmail: { name: 'login-email', limit: 10, windowMs: 15 * MINUTE_MS },
  exportPerUser: { name: 'export-user', limit: 5, windowMs: 60 * MINUTE_MS },
  uploadPerUser: { name: 'upload-user', limit: 120, windowMs: MINUTE_MS },
};
