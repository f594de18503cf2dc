import type { AllowList, SafeFetch } from '@crosstalk/safe-fetch';
import { urlRefusal } from '../rules/url-refusal.js';
import { webhookSignature } from '../rules/webhook-secret.js';
import { outcomeOfError, outcomeOfStatus, type SendOutcome } from '../send-outcome.js';

export interface WebhookRequest {
  readonly url: string;
  readonly secret: string;
  /** Of the delivery: the same on every attempt, so that the receiver can tell a repetition. */
  readonly id: string;
  readonly body: string;
  readonly signal: AbortSignal;
}

interface WebhookSenderOptions {
  readonly safeFetch: SafeFetch;
  readonly allow: AllowList;
  /** Epoch milliseconds. */
  now(): number;
}

/** Of an answer nothing but its status is read. */
const MAX_ANSWER_BYTES = 1_024;
const DEADLINE_MS = 15_000;

/** Posts deliveries as https://www.standardwebhooks.com describes them. A redirect is a failure. */
export function createWebhookSender(options: WebhookSenderOptions) {
  return async ({ url, secret, id, body, signal }: WebhookRequest): Promise<SendOutcome> => {
    const refusal = urlRefusal(url, options.allow);
    if (refusal !== null) return { outcome: 'failed', error: `The URL ${refusal}.`, retryable: false };
    const timestamp = Math.floor(options.now() / 1000);
    try {
      const { status } = await options.safeFetch({
        method: 'POST',
        url,
        headers: {
          'content-type': 'application/json',
          'user-agent': 'Crosstalk-Webhooks/1.0',
          'webhook-id': id,
          'webhook-timestamp': String(timestamp),
          'webhook-signature': webhookSignature(secret, { id, timestamp, body }),
        },
        body,
        maxBytes: MAX_ANSWER_BYTES,
        oversize: 'truncate',
        deadlineMs: DEADLINE_MS,
        signal,
      });
      return outcomeOfStatus(status);
    } catch (error) {
      return outcomeOfError(error);
    }
  };
}
