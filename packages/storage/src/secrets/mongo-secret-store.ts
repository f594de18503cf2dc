import type { mongo } from 'mongoose';
import { isDuplicateError } from '../errors/duplicate-key.js';
import type { SecretDoc } from './secret-schema.js';

type Secret = Readonly<Record<string, string>>;

/** Secrets that the cluster makes for itself on its first start. */
export class MongoSecretStore {
  readonly #secrets: mongo.Collection<SecretDoc>;

  constructor(secrets: mongo.Collection<SecretDoc>) {
    this.#secrets = secrets;
  }

  /** The secret of this name; of several processes that make one at once, all get the same. */
  async once(name: string, make: () => Secret): Promise<Secret> {
    const value = make();
    // A write even when it is there: acknowledged by the majority, so that no failover takes back what signs already.
    const upsert = (): Promise<SecretDoc | null> =>
      this.#secrets.findOneAndUpdate(
        { _id: name },
        { $setOnInsert: { value } },
        { upsert: true, returnDocument: 'after' },
      );
    const doc = await upsert().catch((error: unknown) => {
      if (!isDuplicateError('_id_', error)) throw error;
      return upsert();
    });
    return doc?.value ?? value;
  }
}
