import type { EpochMs, MessageChange } from '@crosstalk/domain';
import type { mongo } from 'mongoose';
import { PAST_REVS } from './message-schema.js';

export interface ChangeNumbers {
  /** The rev of this change. */
  readonly rev: number;
  /** Revs that were allotted for this change before and lost: accounted for together with the replaced one. */
  readonly burnt: readonly number[];
  readonly at: EpochMs;
  readonly allottedAt: Date;
}

/** User input stands in a pipeline as a literal only: else a text like `$author` would be read as a field. */
const literal = (value: unknown): mongo.Document => ({ $literal: value });

function reactionOn(userId: number, emoji: string): mongo.Document {
  const withUser = {
    $map: {
      input: '$reactions',
      as: 'reaction',
      in: {
        $cond: [
          {
            $and: [
              { $eq: ['$$reaction.emoji', literal(emoji)] },
              { $not: [{ $in: [userId, '$$reaction.users'] }] },
            ],
          },
          { emoji: '$$reaction.emoji', users: { $concatArrays: ['$$reaction.users', [userId]] } },
          '$$reaction',
        ],
      },
    },
  };
  const added = { $concatArrays: ['$reactions', [{ emoji: literal(emoji), users: [userId] }]] };
  return { $cond: [{ $in: [literal(emoji), '$reactions.emoji'] }, withUser, added] };
}

function reactionOff(userId: number, emoji: string): mongo.Document {
  const withoutUser = {
    $map: {
      input: '$reactions',
      as: 'reaction',
      in: {
        $cond: [
          { $eq: ['$$reaction.emoji', literal(emoji)] },
          {
            emoji: '$$reaction.emoji',
            users: { $filter: { input: '$$reaction.users', as: 'user', cond: { $ne: ['$$user', userId] } } },
          },
          '$$reaction',
        ],
      },
    },
  };
  return { $filter: { input: withoutUser, as: 'reaction', cond: { $ne: ['$$reaction.users', []] } } };
}

function without(userId: number, list: string): mongo.Document {
  return { $filter: { input: list, as: 'user', cond: { $ne: ['$$user', userId] } } };
}

function reactionsWithout(userId: number): mongo.Document {
  const users = without(userId, '$$reaction.users');
  const input = {
    $map: { input: '$reactions', as: 'reaction', in: { emoji: '$$reaction.emoji', users } },
  };
  return { $filter: { input, as: 'reaction', cond: { $ne: ['$$reaction.users', []] } } };
}

function content(change: MessageChange, at: Date): mongo.Document {
  switch (change.kind) {
    case 'edit':
      return { text: literal(change.text), mentions: literal(change.mentions), editedAt: at };
    case 'delete':
      return { text: '', attachments: [], mentions: [], reactions: [], deletedAt: at };
    case 'react': {
      const { userId, emoji, on } = change;
      return { reactions: on ? reactionOn(userId, emoji) : reactionOff(userId, emoji) };
    }
    case 'forget':
      return { mentions: without(change.userId, '$mentions'), reactions: reactionsWithout(change.userId) };
    case 'refresh':
      return {};
  }
}

/** The update of one message that makes the change under its new rev and remembers the revs that it replaces. */
export function changePipeline(change: MessageChange, numbers: ChangeNumbers): mongo.Document[] {
  const replaced = { $concatArrays: ['$pastRevs', ['$rev'], literal(numbers.burnt)] };
  return [
    {
      $set: {
        ...content(change, new Date(numbers.at)),
        pastRevs: { $slice: [{ $sortArray: { input: replaced, sortBy: 1 } }, -PAST_REVS] },
        rev: numbers.rev,
        changedAt: numbers.allottedAt,
      },
    },
  ];
}
