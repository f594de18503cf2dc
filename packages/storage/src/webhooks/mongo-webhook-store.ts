import type {
  TenantId,
  Webhook,
  WebhookDraft,
  WebhookEvent,
  WebhookId,
  WebhookStore,
} from '@crosstalk/domain';
import type { mongo } from 'mongoose';
import { TIME_LIMITS_MS } from '../connection/time-limits.js';
import type { IdLease } from '../ids/id-lease.js';
import { toWebhook, type WebhookDoc } from './webhook-schema.js';

const READ = { maxTimeMS: TIME_LIMITS_MS.read } as const;
const SHOWN = { projection: { secret: 0 } } as const;

interface WebhookParts {
  readonly webhooks: mongo.Collection<WebhookDoc>;
  readonly webhookIds: IdLease;
}

/** Webhooks in MongoDB. */
export class MongoWebhookStore implements WebhookStore {
  readonly #webhooks: mongo.Collection<WebhookDoc>;
  readonly #ids: IdLease;

  constructor({ webhooks, webhookIds }: WebhookParts) {
    this.#webhooks = webhooks;
    this.#ids = webhookIds;
  }

  async create({ tenant, url, events, secret, createdAt }: WebhookDraft): Promise<Webhook> {
    const innocent = { givenUp: 0, lastError: null, lastErrorAt: null, disabledAt: null };
    const draft = { tenant, url, events: [...events], secret, createdAt: new Date(createdAt) };
    const doc = { _id: await this.#ids.takeOne(), ...draft, ...innocent };
    await this.#webhooks.insertOne(doc);
    return toWebhook(doc);
  }

  async list(tenant: TenantId): Promise<readonly Webhook[]> {
    const docs = await this.#webhooks
      .find({ tenant }, { ...READ, ...SHOWN })
      .sort({ _id: 1 })
      .toArray();
    return docs.map(toWebhook);
  }

  async delete(tenant: TenantId, id: WebhookId): Promise<boolean> {
    return (await this.#webhooks.deleteOne({ _id: id, tenant })).deletedCount === 1;
  }

  async enable(tenant: TenantId, id: WebhookId): Promise<Webhook | null> {
    const doc = await this.#webhooks.findOneAndUpdate(
      { _id: id, tenant },
      { $set: { givenUp: 0, disabledAt: null } },
      { ...SHOWN, returnDocument: 'after' },
    );
    return doc && toWebhook(doc);
  }

  async activeFor(tenant: TenantId, event: WebhookEvent): Promise<readonly WebhookId[]> {
    const docs = await this.#webhooks
      .find({ tenant, disabledAt: null, events: event }, { ...READ, projection: { _id: 1 } })
      .toArray();
    return docs.map(({ _id }) => _id as WebhookId);
  }

  async findWithSecret(
    id: WebhookId,
  ): Promise<{ readonly webhook: Webhook; readonly secret: string } | null> {
    const doc = await this.#webhooks.findOne({ _id: id }, READ);
    return doc && { webhook: toWebhook(doc), secret: doc.secret };
  }

  async delivered(id: WebhookId): Promise<void> {
    // Most deliveries change nothing here, so most write nothing.
    await this.#webhooks.updateOne(
      { _id: id, $or: [{ givenUp: { $gt: 0 } }, { lastError: { $ne: null } }] },
      { $set: { givenUp: 0, lastError: null, lastErrorAt: null } },
    );
  }

  async gaveUp(
    id: WebhookId,
    { error, at, limit }: { readonly error: string; readonly at: number; readonly limit: number },
  ): Promise<Webhook | null> {
    const givenUp: mongo.Document = { $add: ['$givenUp', 1] };
    const time = new Date(at);
    const disabled: mongo.Document = { $cond: [{ $gte: [givenUp, limit] }, time, null] };
    const doc = await this.#webhooks.findOneAndUpdate(
      { _id: id },
      [
        {
          $set: {
            givenUp,
            lastError: { $literal: error },
            lastErrorAt: time,
            disabledAt: { $ifNull: ['$disabledAt', disabled] },
          },
        },
      ],
      { ...SHOWN, returnDocument: 'after' },
    );
    return doc && toWebhook(doc);
  }
}
