import type { MessageId } from '../../ids.js';
import type { Message } from '../../model/message.js';
import type { ErasureStep } from '../erasure-step.js';
import { changeMessages } from './change-messages.js';

/** Messages of one claim. */
const PART = 200;

/** What the person wrote stays, without a name; or its content goes, and the members see that as any other deletion. */
export const eraseMessages: ErasureStep = {
  next: async ({ messages }, { userId, messages: fate }, after) => {
    if (fate === 'keep') return null;
    let from = after as MessageId;
    for (;;) {
      const page: readonly Message[] = await messages.byAuthor(userId, { after: from, limit: PART });
      const ids = page.filter(({ deletedAt }) => deletedAt === null).map(({ id }) => id);
      if (ids.length > 0) return { ids, count: ids.length };
      const last = page.at(-1);
      if (last === undefined || page.length < PART) return null;
      from = last.id;
    }
  },
  remove: (ports, _erasure, ids) => changeMessages(ports, ids as readonly MessageId[], { kind: 'delete' }),
};
