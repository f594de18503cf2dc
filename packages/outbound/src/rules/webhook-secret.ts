import { createHmac, randomBytes } from 'node:crypto';

const PREFIX = 'whsec_';
const BYTES = 32;

/** A secret as https://www.standardwebhooks.com writes it: base64 behind a prefix. */
export function newWebhookSecret(): string {
  return `${PREFIX}${randomBytes(BYTES).toString('base64')}`;
}

export interface SignedParts {
  readonly id: string;
  /** Epoch seconds. */
  readonly timestamp: number;
  readonly body: string;
}

/** The value of `webhook-signature`: HMAC-SHA256 over `id.timestamp.body`. */
export function webhookSignature(secret: string, { id, timestamp, body }: SignedParts): string {
  const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
}
