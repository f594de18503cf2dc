import type { Contract } from '@crosstalk/dialect-kit';
import type { Operation, Reference } from './asyncapi-types.js';
import { clientKey, serverKey } from './messages.js';

export const CHANNEL = 'socket';

const channel: Reference = { $ref: `#/channels/${CHANNEL}` };
const messageRef = (key: string): Reference => ({ $ref: `#/channels/${CHANNEL}/messages/${key}` });

/** What the server receives, with what it replies, and what it sends unasked. */
export function operationsOf(contract: Contract): Record<string, Operation> {
  const { requests, messages, unasked = [] } = contract;
  const received = Object.entries(requests).map(
    ([name, { summary, answers, refusals = contract.refusals }]): [string, Operation] => [
      `receive-${name}`,
      {
        action: 'receive',
        summary,
        channel,
        messages: [messageRef(clientKey(name))],
        reply: {
          channel,
          messages: [...new Set([...answers, ...refusals])].map((key) => messageRef(serverKey(key))),
        },
      },
    ],
  );
  const sent = Object.entries(messages)
    .filter(([key, { tells }]) => tells || unasked.includes(key))
    .map(([key, { summary }]): [string, Operation] => [
      serverKey(key).replace(/^server\./, 'send-'),
      { action: 'send', summary, channel, messages: [messageRef(serverKey(key))] },
    ]);
  return Object.fromEntries([...received, ...sent]);
}
