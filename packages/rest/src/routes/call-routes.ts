import { iceServersFor } from '../calls/turn-credentials.js';
import { bearerRoute, type Route } from '../http/route.js';
import { iceServerListSchema } from '../schema/answer-schemas.js';

const getIceServers: Route = bearerRoute({
  method: 'GET',
  path: '/calls/ice-servers',
  summary: 'ICE servers for a call, with credentials that are good for a short time.',
  useCase: null,
  answers: { 200: iceServerListSchema },
  run: async (_, { actor, settings, clock }) => ({
    status: 200,
    json: { items: iceServersFor(actor.userId, settings, clock), next: null },
  }),
});

export const callRoutes: readonly Route[] = [getIceServers];
