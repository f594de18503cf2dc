/** @module The two names of an event about a message: the listed one, which everybody gets, and the one that the action promises to its caller. */
import type { EventFrame } from '@crosstalk/dialect-kit';

export function newMessage(news: object): readonly EventFrame[] {
  return [
    ['on.message.new', news],
    ['on.messages.new', news],
  ];
}

export function deletedMessage(news: object): readonly EventFrame[] {
  return [
    ['on.message.delete', news],
    ['on.messages.delete', news],
  ];
}

/** A chat that its owner put away: the document lists one name and promises the other. */
export function deletedChat(dialog: object): readonly EventFrame[] {
  return [
    ['on.chat.delete', dialog],
    ['on.chat.clear', dialog],
  ];
}
