import type { EpochMs, Id, TenantId } from '../ids.js';

export type WebhookId = Id<'webhook'>;

/** What a host system can be told. */
export const WEBHOOK_EVENTS = ['message.posted'] as const;
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];

/** A URL of a host system that is told what happens in its tenant. Its secret is shown once, when it is made. */
export interface Webhook {
  readonly id: WebhookId;
  readonly tenant: TenantId;
  readonly url: string;
  readonly events: readonly WebhookEvent[];
  readonly createdAt: EpochMs;
  /** Deliveries in a row that were given up after their last attempt. */
  readonly givenUp: number;
  /** Why the last one was given up; nothing of what the server said. Null once a delivery went through. */
  readonly lastError: string | null;
  readonly lastErrorAt: EpochMs | null;
  /** Told nothing from then on; null: in use. */
  readonly disabledAt: EpochMs | null;
}
