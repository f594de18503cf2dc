import { LIMITS } from '../limits.js';

/** Invisible, or steers how the rest is shown: control characters, zero-width ones, marks of direction, lone surrogates. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
const LONGEST_EXTENSION = 16;
const NAMELESS = 'file';

/**
 * A name under which a file can be shown and saved, whatever the sender called it: without folders, hidden parts and tricks, at most
 * `LIMITS.fileNameLength` long, the extension kept. Never fails.
 */
export function fileName(raw: string): string {
  const visible = raw.replace(UNSEEN, '').normalize('NFC');
  const last = visible.split(/[/\\]/).at(-1) ?? '';
  const name = last.replace(/\s+/g, ' ').trim().replace(/^\.+/, '').trim();
  return name === '' ? NAMELESS : shortened(name);
}

function shortened(name: string): string {
  if (name.length <= LIMITS.fileNameLength) return name;
  const dot = name.lastIndexOf('.');
  const extension = dot > 0 && name.length - dot <= LONGEST_EXTENSION ? name.slice(dot) : '';
  const stem = name.slice(0, LIMITS.fileNameLength - extension.length);
  // Half of a surrogate pair may be left at the end.
  return `${stem.replace(/[\ud800-\udbff]$/, '')}${extension}`;
}
