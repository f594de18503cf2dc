import type { PushSubscription } from '@crosstalk/domain';
import type { AllowList, SafeFetch } from '@crosstalk/safe-fetch';
import webPush, { type RequestDetails } from 'web-push';
import { urlRefusal } from '../rules/url-refusal.js';
import type { VapidKeys } from '../rules/vapid-keys.js';
import { outcomeOfError, outcomeOfStatus, type SendOutcome } from '../send-outcome.js';

export interface PushRequest {
  readonly subscription: PushSubscription;
  readonly payload: string;
  /** A newer message of the same topic takes the place of one that waits for the browser (RFC 8030, section 5.4). */
  readonly topic: string;
  readonly urgent: boolean;
  readonly signal: AbortSignal;
}

interface PushSenderOptions {
  readonly safeFetch: SafeFetch;
  readonly allow: AllowList;
  /** Asked for each message: they may have to be made first. */
  keys(): Promise<VapidKeys>;
  /** `mailto:` or `https:`, for the people of the push service. */
  readonly subject: string;
}

/** How long the push service keeps a message for a browser that is away. */
const TTL_SECONDS = 86_400;
const MAX_ANSWER_BYTES = 1_024;
const DEADLINE_MS = 10_000;

/** Sends encrypted messages (RFC 8291) to browsers by way of their push services. */
export function createPushSender(options: PushSenderOptions) {
  return async (request: PushRequest): Promise<SendOutcome> => {
    const { endpoint } = request.subscription;
    if (urlRefusal(endpoint, options.allow) !== null) {
      return { outcome: 'gone', error: 'The endpoint is none that is asked.' };
    }
    const details = requestOf(request, { subject: options.subject, keys: await options.keys() });
    if (details === null) return { outcome: 'gone', error: 'The keys of the subscription are none.' };
    try {
      const { status } = await options.safeFetch({
        method: 'POST',
        url: endpoint,
        headers: textHeaders(details.headers),
        body: details.body ?? '',
        maxBytes: MAX_ANSWER_BYTES,
        oversize: 'truncate',
        deadlineMs: DEADLINE_MS,
        signal: request.signal,
      });
      // RFC 8030, section 7.3: the subscription has ended.
      return status === 404 ? { outcome: 'gone', error: 'HTTP 404' } : outcomeOfStatus(status);
    } catch (error) {
      return outcomeOfError(error);
    }
  };
}

/** Null when nothing can be encrypted for the subscription: its key is no point on the curve. */
function requestOf(
  { subscription, payload, topic, urgent }: PushRequest,
  { keys, subject }: { readonly keys: VapidKeys; readonly subject: string },
): RequestDetails | null {
  try {
    return webPush.generateRequestDetails(subscription, payload, {
      vapidDetails: { subject, ...keys },
      TTL: TTL_SECONDS,
      contentEncoding: 'aes128gcm',
      urgency: urgent ? 'high' : 'normal',
      topic,
    });
  } catch {
    return null;
  }
}

function textHeaders(headers: RequestDetails['headers']): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}
