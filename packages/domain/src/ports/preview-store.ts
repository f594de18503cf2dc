import type { EpochMs } from '../ids.js';
import type { LinkPreview } from '../model/link-preview.js';

export interface PreviewRecord {
  /** Null: the page has none, or could not be had. */
  readonly preview: LinkPreview | null;
  readonly fetchedAt: EpochMs;
}

/** Previews by URL, for as long as they are kept. */
export interface PreviewStore {
  /** Those that there are, in one query. */
  findMany(urls: readonly string[]): Promise<ReadonlyMap<string, LinkPreview>>;
  /** Null when nobody looked, or too long ago. */
  find(url: string): Promise<PreviewRecord | null>;
  save(url: string, record: PreviewRecord & { readonly expiresAt: EpochMs }): Promise<void>;
}
