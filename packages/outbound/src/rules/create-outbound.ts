import type { Outbound } from '@crosstalk/domain';
import type { OutboundConfig } from './outbound-settings.js';
import { urlRefusal } from './url-refusal.js';
import { type Secrets, vapidKeys } from './vapid-keys.js';
import { newWebhookSecret } from './webhook-secret.js';

/** What a gateway knows of requests that leave the cluster. */
export function createOutbound(config: OutboundConfig, secrets: Secrets): Outbound {
  let key: Promise<string> | undefined;
  return {
    refusalOf: (url) => urlRefusal(url, config.outboundAllow),
    pushKey: async () => {
      if (!config.push) return null;
      key ??= vapidKeys(config, secrets).then(({ publicKey }) => publicKey);
      try {
        return await key;
      } catch (error) {
        key = undefined;
        throw error;
      }
    },
    newWebhookSecret,
  };
}
