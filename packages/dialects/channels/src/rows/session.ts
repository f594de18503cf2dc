import { publicRow, tokenSchema } from '@crosstalk/dialect-kit';
import { z } from 'zod';

export const sessionRows = {
  auth: publicRow({
    useCases: ['authenticate'],
    input: z.object({ data: tokenSchema }),
    run: async (call, { data }) => {
      const { user } = await call.authenticate(data);
      return { userId: String(user.id) };
    },
  }),
};
