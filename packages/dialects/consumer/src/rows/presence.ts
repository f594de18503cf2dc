import { type Row, row } from '@crosstalk/dialect-kit';
import { z } from 'zod';

export const presenceRows = { set_online: visibility(true), set_offline: visibility(false) };

function visibility(visible: boolean): Row {
  return row({
    useCases: ['setVisibility'],
    input: z.object({}),
    run: async (call): Promise<null> => {
      await call.useCases.setVisibility(call.actor, visible);
      return null;
    },
  });
}
