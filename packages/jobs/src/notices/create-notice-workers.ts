import { type JobWorker, startWorker, type WorkerOptions } from '../queue/start-worker.js';
import type { DigestPayload, NoticesPayload, PushPayload, WebhookPayload } from './notice-jobs.js';
import type { NoticePorts } from './notice-ports.js';
import { runDigest } from './run-digest.js';
import { runNotices } from './run-notices.js';
import { runPush } from './run-push.js';
import { runWebhook } from './run-webhook.js';

export interface NoticeWorkerOptions extends WorkerOptions {
  readonly ports: NoticePorts;
}

/** Finds out who is to be told. */
export function createNoticesWorker({ ports, ...options }: NoticeWorkerOptions): JobWorker {
  return startWorker<NoticesPayload>(options, {
    queue: 'notices',
    run: (payload, context) => runNotices(ports, payload, context),
  });
}

export function createPushWorker({ ports, ...options }: NoticeWorkerOptions): JobWorker {
  return startWorker<PushPayload>(options, {
    queue: 'pushes',
    run: (payload, context) => runPush(ports, payload, context),
  });
}

export function createWebhookWorker({ ports, ...options }: NoticeWorkerOptions): JobWorker {
  return startWorker<WebhookPayload>(options, {
    queue: 'webhooks',
    run: (payload, context) => runWebhook(ports, payload, context),
  });
}

export function createDigestWorker({ ports, ...options }: NoticeWorkerOptions): JobWorker {
  return startWorker<DigestPayload>(options, {
    queue: 'digests',
    run: (payload) => runDigest(ports, payload),
  });
}
