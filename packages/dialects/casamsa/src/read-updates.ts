import type { ObjectFrame, Viewer } from '@crosstalk/dialect-kit';
import type { ReadRef, RoomRead } from '@crosstalk/domain';

/**
 * Whose `is_read` a read mark changes: to authors, of their own messages that nobody else had read; to the reader's own devices,
 * of the messages of others. The domain tells a mark in slices of at most 500 messages, so a frame has no more.
 */
export function readUpdates(event: RoomRead, { userId }: Pick<Viewer, 'userId'>): readonly ObjectFrame[] {
  const isReader = userId === event.userId;
  const concerns = ({ authorId, first }: ReadRef): boolean =>
    isReader ? authorId !== userId : first && authorId === userId;
  const updates = event.messages.filter(concerns).map(({ id }) => ({ id, fields: { is_read: true } }));
  return updates.length === 0 ? [] : [{ type: 'messages_updated', data: { updates } }];
}
