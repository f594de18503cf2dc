import { row, signalSchema, userIdSchema } from '@crosstalk/dialect-kit';
import { z } from 'zod';

const peerRef = z.object({ userId: userIdSchema });
const offerSchema = peerRef.extend({ iceCandidate: signalSchema, sessionDescription: signalSchema });

export const callRows = {
  'call-start': row({
    useCases: ['startCall'],
    input: offerSchema,
    run: async (call, input) => await call.useCases.startCall(call.actor, input),
  }),
  'call-answer': row({
    useCases: ['answerCall'],
    input: offerSchema,
    run: async (call, input) => await call.useCases.answerCall(call.actor, input),
  }),
  'call-ice': row({
    useCases: ['sendIce'],
    input: peerRef.extend({ iceCandidate: signalSchema }),
    run: async (call, input) => {
      await call.useCases.sendIce(call.actor, input);
      return { userId: input.userId };
    },
  }),
  'call-end': row({
    useCases: ['endCall'],
    input: peerRef,
    run: async (call, input) => {
      await call.useCases.endCall(call.actor, input);
      return { userId: input.userId };
    },
  }),
};
