import { publicRow } from '@crosstalk/dialect-kit';
import { ChatError } from '@crosstalk/domain';
import { z } from 'zod';
import type { Told } from '../frames.js';

export const authRows = {
  auth: publicRow({
    useCases: ['authenticate'],
    input: z.object({}),
    run: async (call): Promise<Told> => {
      const { token } = call.request;
      if (token === undefined) throw new ChatError('unauthenticated', '"access_token" is required.');
      await call.authenticate(token);
      return { type: 'authenticated', data: {} };
    },
  }),
};
