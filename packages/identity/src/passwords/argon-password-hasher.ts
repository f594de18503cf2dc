import type { PasswordHasher } from '@crosstalk/domain';
import { hash, verify } from '@node-rs/argon2';
import { turnstile } from './turnstile.js';

/** argon2id (the library's default) with the first choice of the OWASP password storage cheat sheet: 19 MiB, two passes, one lane. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** Each runs on a thread of libuv's pool of four for some 30 ms; the fourth thread stays free for DNS and files. */
const AT_ONCE = 3;
/** Some five seconds of work: who comes later is asked to come back. */
const WAITING = 400;
/** No password is known for it: the digest is 32 zero bytes. */
const DUMMY_HASH =
  '$argon2id$v=19$m=19456,t=2,p=1$Q3Jvc3N0YWxrLWR1bW15IQ$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';

/** Passwords as PHC strings of argon2id. Hashing is queued, so that a wave of logins cannot take the whole thread pool. */
export function argonPasswordHasher(): PasswordHasher {
  const gate = turnstile(AT_ONCE, WAITING);
  return {
    hash: (password) => gate.pass(() => hash(password, PARAMETERS)),
    async verify(password, stored) {
      const matches = await gate.pass(() => verify(stored ?? DUMMY_HASH, password));
      return stored !== null && matches;
    },
  };
}
