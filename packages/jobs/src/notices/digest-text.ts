import type { EpochMs } from '@crosstalk/domain';

export interface UnreadRoom {
  /** A person's words. */
  readonly title: string;
  readonly unread: number;
  /** Of the oldest unread message. */
  readonly since: EpochMs;
}

const MAX_TITLE = 100;

/** A digest: rooms and counts, nothing of what was written. */
export function digestText(rooms: readonly UnreadRoom[]): {
  readonly subject: string;
  readonly text: string;
} {
  const sum = rooms.reduce((count, { unread }) => count + unread, 0);
  const messages = `${sum} unread message${sum === 1 ? '' : 's'}`;
  const subject = `${messages} in ${rooms.length} room${rooms.length === 1 ? '' : 's'}`;
  const lines = rooms.map(({ title, unread }) => `- ${oneLine(title)}: ${unread}`);
  return {
    subject,
    text: [
      `You have ${subject}:`,
      '',
      ...lines,
      '',
      'To get no such mail any more, switch e-mail off in the notification settings of your chat.',
      '',
    ].join('\n'),
  };
}

function oneLine(title: string): string {
  const letters = [...title.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim()];
  return letters.length <= MAX_TITLE ? letters.join('') : `${letters.slice(0, MAX_TITLE - 1).join('')}…`;
}
