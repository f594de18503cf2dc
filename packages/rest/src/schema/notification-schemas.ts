/** @module What push subscriptions, notification settings and webhooks look like, coming in and going out. */
import { WEBHOOK_EVENTS, type WebhookId } from '@crosstalk/domain';
import { z } from 'zod';
import { idText } from './path-schemas.js';

const MAX_URL = 2_048;
const WEB_ADDRESS = 'must be an http or https URL';

const urlText = z
  .string(WEB_ADDRESS)
  .max(MAX_URL, `must be at most ${MAX_URL} characters`)
  .regex(/^https?:\/\/[^\s"<>\\^`{|}]+$/i, WEB_ADDRESS);

const base64url = (characters: number, what: string) =>
  z.string(what).regex(new RegExp(`^[\\w-]{${characters}}={0,2}$`), what);

/** As `PushSubscription.toJSON()` of a browser has it; what else it holds is left out. */
export const subscriptionBody = z.object({
  endpoint: urlText,
  keys: z.object({
    p256dh: base64url(87, 'must be 65 bytes in base64url'),
    auth: base64url(22, 'must be 16 bytes in base64url'),
  }),
});

export const endpointBody = z.object({ endpoint: urlText });

export const notificationSettingsSchema = z.strictObject({
  push: z.boolean('must be true or false').describe('messages to the browsers that subscribed'),
  email: z.boolean('must be true or false').describe('a digest of what stayed unread'),
});

export const notificationSettingsBody = z.object(notificationSettingsSchema.shape);

export const pushKeySchema = z.strictObject({
  public_key: z.string().describe('base64url; `applicationServerKey` of a subscription'),
});

export const webhookPath = z.object({ id: idText<WebhookId>() });

const webhookEvent = z.enum(WEBHOOK_EVENTS, `must be one of ${WEBHOOK_EVENTS.join(', ')}`);

export const webhookBody = z.object({
  url: urlText,
  events: z.array(webhookEvent, 'must be a list').min(1, 'must name an event').max(20, 'are too many'),
});

const time = z.iso.datetime();

export const webhookSchema = z.strictObject({
  id: z.int().positive(),
  url: z.string(),
  events: z.array(webhookEvent),
  created_at: time,
  given_up: z.int().nonnegative().describe('deliveries in a row that failed in every attempt'),
  last_error: z.string().nullable().describe('of the last delivery that was given up'),
  last_error_at: time.nullable(),
  disabled_at: time.nullable().describe('null: in use'),
});

export const newWebhookSchema = webhookSchema.extend({
  secret: z.string().describe('shown this once; signs the deliveries'),
});

export const webhookListSchema = z.strictObject({
  items: z.array(webhookSchema),
  next: z.string().nullable().describe('null: there is no more'),
});
