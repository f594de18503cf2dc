import { row, signalSchema, userIdSchema } from '@crosstalk/dialect-kit';
import type { CallSignal, UserId } from '@crosstalk/domain';
import { z } from 'zod';
import type { Outcome } from '../frames.js';

const peerRef = z.object({ user_id: userIdSchema });
const candidateSchema = peerRef.extend({ ice_candidate: signalSchema });
const offerSchema = candidateSchema.extend({ session_description: signalSchema });

function signalOf({ user_id, ice_candidate, session_description }: z.output<typeof offerSchema>): CallSignal {
  return { userId: user_id, iceCandidate: ice_candidate, sessionDescription: session_description };
}

/** What follows is told to the other end; the caller's own acknowledgement says that it was. */
function passedOn(user_id: UserId): Outcome {
  return { payload: { user_id }, frames: [] };
}

export const callRows = {
  'call.start': row({
    useCases: ['startCall'],
    input: offerSchema,
    run: async (call, input) => {
      await call.useCases.startCall(call.actor, signalOf(input));
      return passedOn(input.user_id);
    },
  }),
  'call.answer': row({
    useCases: ['answerCall'],
    input: offerSchema,
    run: async (call, input) => {
      await call.useCases.answerCall(call.actor, signalOf(input));
      return passedOn(input.user_id);
    },
  }),
  'call.ice': row({
    useCases: ['sendIce'],
    input: candidateSchema,
    run: async (call, { user_id, ice_candidate }) => {
      await call.useCases.sendIce(call.actor, { userId: user_id, iceCandidate: ice_candidate });
      return passedOn(user_id);
    },
  }),
  'call.end': row({
    useCases: ['endCall'],
    input: peerRef,
    run: async (call, { user_id }) => {
      await call.useCases.endCall(call.actor, { userId: user_id });
      return passedOn(user_id);
    },
  }),
};
