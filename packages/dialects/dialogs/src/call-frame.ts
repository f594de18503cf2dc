import type { EventFrame, Rendering } from '@crosstalk/dialect-kit';
import type { CallEndReason, User, UserId } from '@crosstalk/domain';
import { userModel } from './to-wire.js';

interface CallNews {
  /** Who is told. */
  readonly userId: UserId;
  readonly peer: User;
  readonly iceCandidate?: unknown;
  readonly sessionDescription?: unknown;
  readonly reason?: CallEndReason;
}

/** News of a call: who is at the other end, and what that end's browser wants this one to know. */
export function callFrame(name: string, news: CallNews, rendering: Rendering): EventFrame {
  const { userId, peer, iceCandidate, sessionDescription, reason } = news;
  const user = userModel(peer, { userId, rendering });
  // What is undefined vanishes in JSON.
  return [name, { user, ice_candidate: iceCandidate, session_description: sessionDescription, reason }];
}
