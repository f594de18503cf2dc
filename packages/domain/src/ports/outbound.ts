/** What the domain must know of requests that leave the cluster; they are made by the worker. */
export interface Outbound {
  /** Why the URL is none that is ever asked (not https, a private address that the operator did not open), or null. Asks nobody. */
  refusalOf(url: string): string | null;
  /** For the browsers of the cluster's clients: the public key that its push messages are signed for. Null: push is off. */
  pushKey(): Promise<string | null>;
  /** A new random secret of a webhook. */
  newWebhookSecret(): string;
}
