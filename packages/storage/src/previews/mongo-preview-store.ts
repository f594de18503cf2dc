import type { EpochMs, LinkPreview, PreviewRecord, PreviewStore } from '@crosstalk/domain';
import type { mongo } from 'mongoose';
import { TIME_LIMITS_MS } from '../connection/time-limits.js';
import { isDuplicateError } from '../errors/duplicate-key.js';
import type { PreviewDoc } from './preview-schema.js';

const READ = { maxTimeMS: TIME_LIMITS_MS.read } as const;

/** Previews in MongoDB, which forgets them by itself. */
export class MongoPreviewStore implements PreviewStore {
  readonly #previews: mongo.Collection<PreviewDoc>;

  constructor(previews: mongo.Collection<PreviewDoc>) {
    this.#previews = previews;
  }

  async findMany(urls: readonly string[]): Promise<ReadonlyMap<string, LinkPreview>> {
    const docs = await this.#previews.find({ _id: { $in: [...urls] }, found: true }, READ).toArray();
    return new Map(docs.map((doc) => [doc._id, toPreview(doc)]));
  }

  async find(url: string): Promise<PreviewRecord | null> {
    const doc = await this.#previews.findOne({ _id: url, expiresAt: { $gt: new Date() } }, READ);
    return doc && { preview: doc.found ? toPreview(doc) : null, fetchedAt: doc.fetchedAt.getTime() };
  }

  async save(url: string, record: PreviewRecord & { readonly expiresAt: EpochMs }): Promise<void> {
    const { preview, fetchedAt, expiresAt } = record;
    const doc = {
      found: preview !== null,
      title: preview?.title ?? '',
      description: preview?.description ?? null,
      imageUrl: preview?.imageUrl ?? null,
      fetchedAt: new Date(fetchedAt),
      expiresAt: new Date(expiresAt),
    };
    // One server is enough: what a failover loses is fetched again.
    const options = { upsert: true, writeConcern: { w: 1 } } as const;
    await this.#previews.replaceOne({ _id: url }, doc, options).catch((error: unknown) => {
      // Somebody else fetched it at the same time.
      if (!isDuplicateError('_id_', error)) throw error;
    });
  }
}

function toPreview({ _id: url, title, description, imageUrl }: PreviewDoc): LinkPreview {
  return { url, title, description, imageUrl };
}
