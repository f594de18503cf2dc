/** @module What previews of links need of the world; the worker's composition root fills it in. */
import type { EpochMs, LinkPreview, MessageStore, PreviewStore, RoomId } from '@crosstalk/domain';

export type PageOutcome =
  | { readonly outcome: 'found'; readonly preview: LinkPreview }
  | { readonly outcome: 'none' | 'refused' };

export interface PreviewPorts {
  readonly messages: Pick<MessageStore, 'find' | 'change'>;
  readonly previews: Pick<PreviewStore, 'find' | 'save'>;
  /** Rejects only when it was given up by the signal. */
  readPage(url: string, signal: AbortSignal): Promise<PageOutcome>;
  /** As in `RoomEffectsPorts`. */
  publishTip(roomId: RoomId, rev: number): Promise<void>;
  /** The room got a new rev: its job is due. Never throws. */
  roomChanged(roomId: RoomId): void;
  /** `known`: somebody looked before. Must not throw. */
  previewed(outcome: PageOutcome['outcome'] | 'known'): void;
  now(): EpochMs;
}
