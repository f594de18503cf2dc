import type { PasswordHasher } from '@crosstalk/domain';

/** No hashing at all: fast, for tests only. Counts, so that a test can see that a dummy was hashed. */
export class MemoryPasswordHasher implements PasswordHasher {
  #verified = 0;

  get verified(): number {
    return this.#verified;
  }

  async hash(password: string): Promise<string> {
    return `plain:${password}`;
  }

  async verify(password: string, hash: string | null): Promise<boolean> {
    this.#verified += 1;
    return hash === `plain:${password}`;
  }
}
