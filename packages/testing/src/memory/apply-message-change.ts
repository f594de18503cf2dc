import type { EpochMs, Message, MessageChange, Reaction, UserId } from '@crosstalk/domain';

/** The fields that the change replaces. */
export function applyMessageChange(message: Message, change: MessageChange, at: EpochMs): Partial<Message> {
  switch (change.kind) {
    case 'edit':
      return { text: change.text, mentions: change.mentions, editedAt: at };
    case 'delete':
      return { text: '', fileIds: [], mentions: [], reactions: [], deletedAt: at };
    case 'react':
      return { reactions: react(message.reactions, change) };
    case 'forget':
      return forget(message, change.userId);
    case 'refresh':
      return {};
  }
}

function forget({ mentions, reactions }: Message, userId: UserId): Pick<Message, 'mentions' | 'reactions'> {
  const left = (ids: readonly UserId[]): readonly UserId[] => ids.filter((id) => id !== userId);
  return {
    mentions: left(mentions),
    reactions: reactions
      .map(({ emoji, userIds }) => ({ emoji, userIds: left(userIds) }))
      .filter(({ userIds }) => userIds.length > 0),
  };
}

function react(
  reactions: readonly Reaction[],
  { userId, emoji, on }: Extract<MessageChange, { readonly kind: 'react' }>,
): readonly Reaction[] {
  const known = reactions.some((reaction) => reaction.emoji === emoji);
  const all = known || !on ? reactions : [...reactions, { emoji, userIds: [] }];
  return all
    .map((reaction) => {
      if (reaction.emoji !== emoji) return reaction;
      const others = reaction.userIds.filter((id) => id !== userId);
      return { emoji, userIds: on ? [...others, userId] : others };
    })
    .filter((reaction) => reaction.userIds.length > 0);
}
