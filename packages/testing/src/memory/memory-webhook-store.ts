import type {
  TenantId,
  Webhook,
  WebhookDraft,
  WebhookEvent,
  WebhookId,
  WebhookStore,
} from '@crosstalk/domain';

interface Kept {
  webhook: Webhook;
  readonly secret: string;
}

const INNOCENT = { givenUp: 0, lastError: null, lastErrorAt: null, disabledAt: null } as const;

/** Webhooks in memory. */
export class MemoryWebhookStore implements WebhookStore {
  readonly #nextId: () => number;
  readonly #kept = new Map<WebhookId, Kept>();

  constructor(nextId: () => number) {
    this.#nextId = nextId;
  }

  async create({ secret, ...draft }: WebhookDraft): Promise<Webhook> {
    const webhook = { id: this.#nextId() as WebhookId, ...draft, ...INNOCENT };
    this.#kept.set(webhook.id, { webhook, secret });
    return webhook;
  }

  async list(tenant: TenantId): Promise<readonly Webhook[]> {
    return [...this.#kept.values()].map(({ webhook }) => webhook).filter((each) => each.tenant === tenant);
  }

  async delete(tenant: TenantId, id: WebhookId): Promise<boolean> {
    return this.#kept.get(id)?.webhook.tenant === tenant && this.#kept.delete(id);
  }

  async enable(tenant: TenantId, id: WebhookId): Promise<Webhook | null> {
    const kept = this.#kept.get(id);
    return kept?.webhook.tenant === tenant ? this.#change(id, { givenUp: 0, disabledAt: null }) : null;
  }

  async activeFor(tenant: TenantId, event: WebhookEvent): Promise<readonly WebhookId[]> {
    return (await this.list(tenant))
      .filter(({ disabledAt, events }) => disabledAt === null && events.includes(event))
      .map(({ id }) => id);
  }

  async findWithSecret(id: WebhookId): Promise<Kept | null> {
    return this.#kept.get(id) ?? null;
  }

  async delivered(id: WebhookId): Promise<void> {
    this.#change(id, { givenUp: 0, lastError: null, lastErrorAt: null });
  }

  async gaveUp(
    id: WebhookId,
    { error, at, limit }: { readonly error: string; readonly at: number; readonly limit: number },
  ): Promise<Webhook | null> {
    const before = this.#kept.get(id)?.webhook;
    if (before === undefined) return null;
    const givenUp = before.givenUp + 1;
    const disabledAt = before.disabledAt ?? (givenUp >= limit ? at : null);
    return this.#change(id, { givenUp, lastError: error, lastErrorAt: at, disabledAt });
  }

  #change(id: WebhookId, changes: Partial<Webhook>): Webhook | null {
    const kept = this.#kept.get(id);
    if (kept === undefined) return null;
    kept.webhook = { ...kept.webhook, ...changes };
    return kept.webhook;
  }
}
