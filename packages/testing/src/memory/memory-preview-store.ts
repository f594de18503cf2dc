import type { Clock, EpochMs, LinkPreview, PreviewRecord, PreviewStore } from '@crosstalk/domain';

/** Previews in memory. */
export class MemoryPreviewStore implements PreviewStore {
  readonly #clock: Clock;
  readonly #records = new Map<string, PreviewRecord & { readonly expiresAt: EpochMs }>();
  /** URLs of each query, for tests that count them. */
  readonly queries: (readonly string[])[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async findMany(urls: readonly string[]): Promise<ReadonlyMap<string, LinkPreview>> {
    this.queries.push(urls);
    const previews = await Promise.all(urls.map(async (url) => (await this.find(url))?.preview));
    return new Map(previews.flatMap((preview) => (preview ? [[preview.url, preview] as const] : [])));
  }

  async find(url: string): Promise<PreviewRecord | null> {
    const record = this.#records.get(url);
    if (record === undefined || record.expiresAt <= this.#clock.now()) return null;
    return { preview: record.preview, fetchedAt: record.fetchedAt };
  }

  async save(url: string, record: PreviewRecord & { readonly expiresAt: EpochMs }): Promise<void> {
    this.#records.set(url, record);
  }
}
