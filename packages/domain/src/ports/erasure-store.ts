import type { EpochMs, UserId } from '../ids.js';
import type { Erasure } from '../model/erasure.js';

export type ErasureRequest = Pick<Erasure, 'id' | 'tenant' | 'userId' | 'askedBy' | 'messages' | 'askedAt'>;

export interface ErasureStore {
  /** One for each person: the one that is there already, or this. Durable with majority write concern. */
  ask(request: ErasureRequest): Promise<Erasure>;
  find(id: string): Promise<Erasure | null>;
  ofUser(userId: UserId): Promise<Erasure | null>;
  /** Keeps place and counts, if the version is still the given one; null when it is not. */
  save(erasure: Erasure, progress: Pick<Erasure, 'place' | 'counts'>): Promise<Erasure | null>;
  /** It is done; the first time counts. */
  finish(id: string, at: EpochMs): Promise<void>;
  /** Not done, and nothing saved for more than `idleMs`: their jobs were lost. Oldest first. */
  unfinished(idleMs: number, limit: number): Promise<readonly string[]>;
}
