/** @module The jobs of notifications as queue entries. They hold ids only: what is told is looked up when it is sent. */
import { createHash } from 'node:crypto';
import type { EpochMs, RoomId, UserId, WebhookId } from '@crosstalk/domain';
import type { QueuedJob } from '../queue/queued-job.js';
import { jobOptions } from '../queue/queues.js';

export interface NoticesPayload {
  readonly roomId: RoomId;
}

/** At most one of a room waits: newer messages are covered by it. */
export function noticesJob(roomId: RoomId, delayMs: number): QueuedJob<NoticesPayload> {
  return {
    name: 'room',
    data: { roomId },
    opts: {
      ...jobOptions('notices'),
      delay: delayMs,
      deduplication: { id: `notices-${roomId}`, keepLastIfActive: true },
    },
  };
}

export interface PushPayload {
  readonly subscriptionId: string;
  readonly userId: UserId;
  readonly roomId: RoomId;
}

/** One of a browser and room waits, for a later attempt too: it tells what is unread then, so a newer one has nothing to add. */
export function pushJob(payload: PushPayload): QueuedJob<PushPayload> {
  const id = `push-${payload.subscriptionId}-${payload.roomId}`;
  return {
    name: 'push',
    data: payload,
    opts: { ...jobOptions('pushes'), deduplication: { id, keepLastIfActive: true } },
  };
}

export interface Recipient {
  readonly userId: UserId;
  readonly mentioned: boolean;
}

export interface WebhookPayload {
  readonly webhookId: WebhookId;
  /** On every attempt, and when the job is made a second time after a crash. */
  readonly deliveryId: string;
  readonly roomId: RoomId;
  /** Of the newest message that it is about. */
  readonly seq: number;
  readonly recipients: readonly Recipient[];
}

export function webhookJob(payload: WebhookPayload): QueuedJob<WebhookPayload> {
  // As long as the job is kept, made again it is not queued again.
  return { name: 'delivery', data: payload, opts: { ...jobOptions('webhooks'), jobId: payload.deliveryId } };
}

/** The same for the same webhook, message and part of the members. */
export function deliveryIdOf(...parts: readonly (string | number)[]): string {
  return `msg_${createHash('sha256').update(parts.join('.')).digest('hex').slice(0, 32)}`;
}

export interface DigestPayload {
  readonly userId: UserId;
  /** When it was asked for: names the mail on every attempt. */
  readonly askedAt: EpochMs;
}

/** At most one of a person waits: what stays unread meanwhile is in it. */
export function digestJob(payload: DigestPayload, delayMs: number): QueuedJob<DigestPayload> {
  return {
    name: 'digest',
    data: payload,
    opts: {
      ...jobOptions('digests'),
      delay: delayMs,
      deduplication: { id: `digest-${payload.userId}`, keepLastIfActive: true },
    },
  };
}
