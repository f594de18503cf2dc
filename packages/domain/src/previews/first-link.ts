import type { Message } from '../model/message.js';

const LINK = /\bhttps?:\/\/[^\s<>"'`\\^{|}]+/iu;
const MAX_LENGTH = 2_048;
/** What ends a sentence and stands behind a link more often than in it. */
const TRAILING: ReadonlySet<string> = new Set('.,:;!?…*_~');
const OPENING: Readonly<Record<string, string>> = { ')': '(', ']': '[' };

/** The first web address of the text without its fragment, by which previews are kept; null when there is none. */
export function firstLink(text: string): string | null {
  const found = LINK.exec(text)?.[0];
  // What is too long is not looked at: a view of a message must cost little, whatever its text is.
  if (found === undefined || found.length > MAX_LENGTH) return null;
  const link = found.slice(0, endOf(found)).split('#', 1)[0] ?? '';
  return /^https?:\/\/./i.test(link) ? link : null;
}

/** The link that a message shows a preview of. */
export function linkOf(message: Pick<Message, 'text' | 'deletedAt'>): string | null {
  return message.deletedAt === null ? firstLink(message.text) : null;
}

/** A closing bracket belongs to the link only when one was opened in it: «(see https://example.com/a_(b))». */
function endOf(found: string): number {
  const unopened = new Map(
    Object.entries(OPENING).map(([closing, opening]) => [
      closing,
      count(found, closing) - count(found, opening),
    ]),
  );
  for (let end = found.length; ; end -= 1) {
    const last = found.charAt(end - 1);
    const spare = unopened.get(last) ?? 0;
    if (spare > 0) unopened.set(last, spare - 1);
    else if (!TRAILING.has(last)) return end;
  }
}

function count(text: string, letter: string): number {
  return text.split(letter).length - 1;
}
