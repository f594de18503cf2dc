/** @module What the worker sends and reads outside the cluster. Every request there goes through the guard of safe-fetch. */
import type { Channels, NoticePorts, PreviewPorts } from '@crosstalk/jobs';
import {
  createMailer,
  createPageReader,
  createPushSender,
  createWebhookSender,
  type Secrets,
  type VapidKeys,
  vapidKeys,
} from '@crosstalk/outbound';
import { createSafeFetch } from '@crosstalk/safe-fetch';
import type { Metrics } from '@crosstalk/telemetry';
import type { WorkerConfig } from '../read-config.js';

export interface Outside {
  readonly channels: Channels;
  readonly readPage: PreviewPorts['readPage'];
  readonly noticed: NoticePorts['noticed'];
  readonly previewed: PreviewPorts['previewed'];
  /** Idempotent. */
  close(): void;
}

interface OutsideDeps {
  readonly config: WorkerConfig;
  readonly metrics: Metrics;
  readonly secrets: Secrets;
}

export function openOutside({ config, metrics, secrets }: OutsideDeps): Outside {
  const allow = config.outboundAllow;
  const safeFetch = createSafeFetch({ allow });
  const keys = keptKeys(() => vapidKeys(config, secrets));
  // Made on the first start, not for the first message; when it fails, that one tries again.
  if (config.push) keys().catch(() => undefined);
  const { smtpUrl, mailFrom: from, vapidSubject: subject } = config;
  const mailer = smtpUrl === undefined ? null : createMailer({ smtpUrl, from });
  return {
    channels: {
      push: config.push ? createPushSender({ safeFetch, allow, keys, subject }) : null,
      webhook: createWebhookSender({ safeFetch, allow, now: Date.now }),
      mail: mailer && ((mail) => mailer.send(mail)),
    },
    readPage: createPageReader(safeFetch),
    noticed: (channel, outcome) => metrics.notifications.with({ channel, outcome }).inc(),
    previewed: (outcome) => metrics.linkPreviews.with({ outcome }).inc(),
    close: () => mailer?.close(),
  };
}

/** Asks until it was answered once. */
function keptKeys(ask: () => Promise<VapidKeys>): () => Promise<VapidKeys> {
  let kept: VapidKeys | undefined;
  return async () => {
    kept ??= await ask();
    return kept;
  };
}
