import type { EpochMs, TenantId } from '../ids.js';
import type { Webhook, WebhookEvent, WebhookId } from '../model/webhook.js';

export interface WebhookDraft extends Pick<Webhook, 'tenant' | 'url' | 'events' | 'createdAt'> {
  readonly secret: string;
}

export interface WebhookStore {
  create(draft: WebhookDraft): Promise<Webhook>;
  /** By age. */
  list(tenant: TenantId): Promise<readonly Webhook[]>;
  /** True when this call removed it. */
  delete(tenant: TenantId, id: WebhookId): Promise<boolean>;
  /** In use again, with nothing held against it. Null when there is none. */
  enable(tenant: TenantId, id: WebhookId): Promise<Webhook | null>;
  /** Those in use that want the event. */
  activeFor(tenant: TenantId, event: WebhookEvent): Promise<readonly WebhookId[]>;
  findWithSecret(id: WebhookId): Promise<{ readonly webhook: Webhook; readonly secret: string } | null>;
  /** A delivery went through: nothing is held against it any more. */
  delivered(id: WebhookId): Promise<void>;
  /** A delivery was given up; with the `limit`th in a row the webhook is disabled. Null when there is none. */
  gaveUp(
    id: WebhookId,
    fault: { readonly error: string; readonly at: EpochMs; readonly limit: number },
  ): Promise<Webhook | null>;
}
