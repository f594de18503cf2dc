/** What a word is: letters, digits and the marks that belong to them, in any script. */
const WORD = /[\p{L}\p{M}\p{N}]+/gu;

/** The distinct words of a text as they are indexed: without regard to case, width and ё. */
export function termsOf(text: string): string[] {
  const folded = text.normalize('NFKC').toLowerCase().replaceAll('ё', 'е');
  return [...new Set(folded.match(WORD) ?? [])];
}

/** Matches terms that begin with the term; anchored, so that the index serves it. Words hold nothing that a pattern could misread. */
export function prefixOf(term: string): RegExp {
  return new RegExp(`^${term}`);
}
