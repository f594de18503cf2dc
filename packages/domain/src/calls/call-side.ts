import type { UserId } from '../ids.js';
import type { Call } from '../ports/call-board.js';

/** A call from the point of view of one of its two people. */
export interface CallSide {
  readonly isCaller: boolean;
  /** Of the person; null while it rings on every device. */
  readonly connection: string | null;
  readonly peerId: UserId;
  readonly peerConnection: string | null;
}

export function callSide(call: Call, userId: UserId): CallSide {
  return call.callerId === userId
    ? {
        isCaller: true,
        connection: call.callerConnection,
        peerId: call.calleeId,
        peerConnection: call.calleeConnection,
      }
    : {
        isCaller: false,
        connection: call.calleeConnection,
        peerId: call.callerId,
        peerConnection: call.callerConnection,
      };
}
