/** The words of a text in a form that compares without regard to case, width and ё. */
export function wordsOf(text: string): string[] {
  const folded = text.normalize('NFKC').toLowerCase().replaceAll('ё', 'е');
  return folded.match(/[\p{L}\p{N}]+/gu) ?? [];
}
