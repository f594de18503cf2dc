import type { MessageId } from '../../ids.js';
import type { ErasureStep } from '../erasure-step.js';
import { changeMessages } from './change-messages.js';

/** Messages of one claim. */
const PART = 200;

/** What the person left on messages of others: reactions and mentions. Counted are the messages. */
export const eraseTraces: ErasureStep = {
  next: async ({ messages }, { userId }, after) => {
    const page = await messages.naming(userId, { after: after as MessageId, limit: PART });
    return page.length === 0 ? null : { ids: page.map(({ id }) => id), count: page.length };
  },
  remove: (ports, { userId }, ids) =>
    changeMessages(ports, ids as readonly MessageId[], { kind: 'forget', userId }),
};
