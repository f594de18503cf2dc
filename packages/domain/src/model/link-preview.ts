/** What a page says of itself; every text is a stranger's. */
export interface LinkPreview {
  /** As it stands in the message. */
  readonly url: string;
  readonly title: string;
  readonly description: string | null;
  /** Absolute, http or https. */
  readonly imageUrl: string | null;
}
