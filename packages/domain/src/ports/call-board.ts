import type { UserId } from '../ids.js';

export interface Call {
  readonly id: string;
  readonly callerId: UserId;
  readonly callerConnection: string;
  readonly calleeId: UserId;
  /** Null while it rings. */
  readonly calleeConnection: string | null;
}

/** Who is in a call with whom, cluster-wide. A person is in one call at a time. */
export interface CallBoard {
  /** Takes both people, or says who is taken. `ringMs`: forgotten by itself some time after that when nobody answers. */
  begin(call: Call, ringMs: number): Promise<'begun' | 'caller_busy' | 'callee_busy'>;
  /** Of several answers one wins; null when the call is over or answered. */
  answer(callId: string, calleeConnection: string): Promise<Call | null>;
  find(userId: UserId): Promise<Call | null>;
  /** Of several ends one gets the call. */
  end(callId: string): Promise<Call | null>;
  /** Still ringing: ends it and returns it, else null. */
  endIfRinging(callId: string): Promise<Call | null>;
}
