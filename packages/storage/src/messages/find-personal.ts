import type { Message, MessageId, UserId } from '@crosstalk/domain';
import type { Collections } from '../collections.js';
import { TIME_LIMITS_MS } from '../connection/time-limits.js';
import { HAS_MENTIONS, HAS_REACTIONS, toMessage } from './message-schema.js';

export interface IdPage {
  readonly after?: MessageId | undefined;
  readonly limit: number;
}

const READ = { maxTimeMS: TIME_LIMITS_MS.read } as const;
type Messages = Collections['messages'];

/** What somebody wrote, ascending by id. */
export async function byAuthor(
  messages: Messages,
  author: UserId,
  { after = 0 as MessageId, limit }: IdPage,
): Promise<readonly Message[]> {
  const docs = await messages
    .find({ author, _id: { $gt: after } }, READ)
    .sort({ _id: 1 })
    .limit(limit)
    .toArray();
  return docs.map(toMessage);
}

/** Messages that name somebody, ascending by id. */
export async function naming(
  messages: Messages,
  user: UserId,
  { after = 0 as MessageId, limit }: IdPage,
): Promise<readonly Message[]> {
  const _id = { $gt: after };
  const docs = await messages
    .find(
      {
        $or: [
          { 'reactions.users': user, _id, ...HAS_REACTIONS },
          { mentions: user, _id, ...HAS_MENTIONS },
        ],
      },
      READ,
    )
    .sort({ _id: 1 })
    .limit(limit)
    .toArray();
  return docs.map(toMessage);
}
