import type { Message } from '../model/message.js';

const LINK = /\bhttps?:\/\/[^\s<>"'`\\^{|}]+/iu;
const MAX_LENGTH = 2_048;
/** What ends a sentence and stands behind a link more often than in it. */
const TRAILING = /[.,:;!?…*_~]+$/u;

/** The first web address of the text without its fragment, by which previews are kept; null when there is none. */
export function firstLink(text: string): string | null {
  const found = LINK.exec(text)?.[0];
  if (found === undefined) return null;
  const link = withoutTail(found).split('#', 1)[0] ?? '';
  return link.length > MAX_LENGTH || /^https?:\/\/$/i.test(link) ? null : link;
}

/** The link that a message shows a preview of. */
export function linkOf(message: Pick<Message, 'text' | 'deletedAt'>): string | null {
  return message.deletedAt === null ? firstLink(message.text) : null;
}

/** A closing bracket belongs to the link only when one was opened in it: «(see https://example.com/a_(b))». */
function withoutTail(found: string): string {
  for (let link = found; ; ) {
    const bare = link.replace(TRAILING, '');
    const closed = CLOSING[bare.at(-1) ?? ''];
    const unopened = closed !== undefined && count(bare, closed) < count(bare, bare.at(-1) ?? '');
    const next = unopened ? bare.slice(0, -1) : bare;
    if (next === link) return link;
    link = next;
  }
}

const CLOSING: Readonly<Record<string, string>> = { ')': '(', ']': '[' };

function count(text: string, letter: string): number {
  return text.split(letter).length - 1;
}
