import type { EpochMs, TenantId, UserId } from '../ids.js';

/** What becomes of what the person wrote. */
export const MESSAGE_FATES = ['keep', 'delete'] as const;
export type MessageFate = (typeof MESSAGE_FATES)[number];

/** What is removed, in this order. */
export const ERASURE_KINDS = [
  'profile',
  'sessions',
  'push_subscriptions',
  'notification_settings',
  'rooms',
  'messages',
  'reactions_and_mentions',
  'files',
] as const;
export type ErasureKind = (typeof ERASURE_KINDS)[number];

/** How far an erasure is. What is claimed is counted already, and removed anew by whoever goes on after a crash. */
export interface ErasurePlace {
  readonly kind: ErasureKind;
  /** Everything of the kind up to this id is done. */
  readonly after: number;
  /** Ids above `after` that are being removed. */
  readonly claimed: readonly number[];
}

/** The removal of one person, as it was asked for and as far as it is. */
export interface Erasure {
  /** Not to be guessed: who knows it may read the report, since the person themselves cannot log in any more. */
  readonly id: string;
  readonly tenant: TenantId;
  readonly userId: UserId;
  readonly askedBy: UserId;
  readonly messages: MessageFate;
  readonly askedAt: EpochMs;
  /** Null while it runs. */
  readonly finishedAt: EpochMs | null;
  readonly counts: Readonly<Partial<Record<ErasureKind, number>>>;
  /** Null before the first step. */
  readonly place: ErasurePlace | null;
  /** Grows with every step; a run that finds another than its own is not the only one, and ends. */
  readonly version: number;
}
