import { Parser } from 'htmlparser2';

export interface PageWords {
  readonly title: string;
  readonly description: string | null;
  /** As the page has it: absolute or not. */
  readonly imageUrl: string | null;
}

const CHUNK = 16 * 1024;
const MAX_TITLE = 200;
const MAX_DESCRIPTION = 400;
const MAX_IMAGE_URL = 2_048;

/** What the head of a page says of it, Open Graph (https://ogp.me) first; null when it has no title. */
export function readPage(html: string): PageWords | null {
  const meta = new Map<string, string>();
  let title = '';
  let inTitle = false;
  let over = false;
  const parser = new Parser({
    onopentag(name, attributes) {
      if (name === 'body') over = true;
      if (name === 'title') inTitle = title === '';
      if (name === 'meta') note(meta, attributes);
    },
    ontext(text) {
      if (inTitle && title.length < CHUNK) title += text;
    },
    onclosetag(name) {
      if (name === 'head') over = true;
      if (name === 'title') inTitle = false;
    },
  });
  for (let at = 0; at < html.length && !over; at += CHUNK) parser.write(html.slice(at, at + CHUNK));
  parser.end();
  const named = clean(meta.get('og:title') ?? '', MAX_TITLE) || clean(title, MAX_TITLE);
  if (named === '') return null;
  const description = clean(meta.get('og:description') ?? meta.get('description') ?? '', MAX_DESCRIPTION);
  const imageUrl = (meta.get('og:image:secure_url') ?? meta.get('og:image') ?? '').trim();
  const hasImage = imageUrl !== '' && imageUrl.length <= MAX_IMAGE_URL;
  return { title: named, description: description || null, imageUrl: hasImage ? imageUrl : null };
}

/** The first of each name counts: a page lists several pictures, best first. */
function note(meta: Map<string, string>, attributes: Readonly<Record<string, string>>): void {
  const name = (attributes.property ?? attributes.name ?? '').trim().toLowerCase();
  const { content } = attributes;
  if (content !== undefined && content.trim() !== '' && WANTED.has(name) && !meta.has(name)) {
    meta.set(name, content);
  }
}

const WANTED: ReadonlySet<string> = new Set([
  'og:title',
  'og:description',
  'og:image',
  'og:image:secure_url',
  'description',
]);

/** One line without control characters, marks of direction among them, cut between whole characters. */
function clean(text: string, max: number): string {
  const line = text
    .slice(0, CHUNK)
    .toWellFormed()
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();
  const letters = [...line];
  return letters.length <= max ? line : `${letters.slice(0, max - 1).join('')}…`;
}
