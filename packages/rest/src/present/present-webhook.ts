import type { Webhook } from '@crosstalk/domain';
import { isoTime } from './iso-time.js';

/** A webhook without its secret. */
export function presentWebhook(webhook: Webhook) {
  return {
    id: webhook.id,
    url: webhook.url,
    events: webhook.events,
    created_at: isoTime(webhook.createdAt),
    given_up: webhook.givenUp,
    last_error: webhook.lastError,
    last_error_at: isoTime(webhook.lastErrorAt),
    disabled_at: isoTime(webhook.disabledAt),
  };
}
