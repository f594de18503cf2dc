import { type EventFrame, limitSchema, publicRow, timeSchema, tokenSchema } from '@crosstalk/dialect-kit';
import { LIMITS } from '@crosstalk/domain';
import { z } from 'zod';
import type { Outcome } from '../frames.js';
import { dialogModel, userModel } from '../to-wire.js';

const authSchema = z.object({
  token: tokenSchema,
  limit: limitSchema(LIMITS.roomPage, LIMITS.roomPage),
  before: timeSchema.nullish(),
});

export const sessionRows = {
  'user.auth': publicRow({
    useCases: ['authenticate', 'listRooms'],
    input: authSchema,
    run: async (call, { token, limit, before }): Promise<Outcome> => {
      const { user } = await call.authenticate(token);
      const { actor, rendering, watchPartners } = call.caller();
      const { userId } = actor;
      // Watched before the list is read: the people in it are shown as they are.
      const partners = await watchPartners();
      const page = { limit, before: typeof before === 'string' ? Date.parse(before) : undefined };
      const { rooms } = await call.useCases.listRooms(actor, page);
      const dialogs = rooms.map(({ room, member: own }) => dialogModel({ room, own, userId, rendering }));
      const payload = { success: true, dialogs, user: userModel(user, { userId, rendering }) };
      // A further page is no news about people.
      const online = typeof before === 'string' ? [] : partners.filter((partner) => partner.online);
      const frames: EventFrame[] = online.map(({ userId: id }) => ['on.user.online', { id, online: true }]);
      return { payload, frames: [['on.user.authorized', payload], ...frames] };
    },
  }),
};
