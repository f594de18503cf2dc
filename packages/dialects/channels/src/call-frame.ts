import type { EventFrame } from '@crosstalk/dialect-kit';
import type { CallEndReason, User } from '@crosstalk/domain';
import { userModel } from './to-wire.js';

interface CallNews {
  readonly callId: string;
  readonly peer: User;
  readonly iceCandidate?: unknown;
  readonly sessionDescription?: unknown;
  readonly reason?: CallEndReason;
}

/** News of a call: who is at the other end, and what that end's browser wants this one to know. */
export function callFrame(name: string, { callId, peer, ...news }: CallNews): EventFrame {
  const { iceCandidate, sessionDescription, reason } = news;
  // What is undefined vanishes in JSON.
  return [name, { callId, user: userModel(peer), iceCandidate, sessionDescription, reason }];
}
