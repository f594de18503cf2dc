/** @module What a file without a binary signature is, by its first bytes. */

/** Tab, line feed, form feed, carriage return, escape: the control bytes that a text may have (WHATWG MIME Sniffing). */
const TEXT_CONTROLS: ReadonlySet<number> = new Set([0x09, 0x0a, 0x0c, 0x0d, 0x1b]);
/** Within so many characters, some reader takes a tag as a sign of HTML. */
const HTML_HEAD = 1_024;
const HTML_TAG =
  /<(?:!doctype\s+html|html|head|body|title|script|style|iframe|table|div|h1|font|br|img|a|p|b|meta|link|object|embed|form|base)(?=[\s/>]|$)/i;
const SVG_TAG = /<(?:[\w-]+:)?svg(?=[\s/>])/i;
const XHTML = /http:\/\/www\.w3\.org\/1999\/xhtml/;

const BYTE_ORDER_MARKS: readonly (readonly [string, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/** The type of a text by its head, or undefined when it is none. Whatever a browser might run is not called plain. */
export function sniffText(head: Buffer): string | undefined {
  const [encoding] = BYTE_ORDER_MARKS.find(([, mark]) => mark.every((byte, at) => head[at] === byte)) ?? [];
  if (!encoding && head.some((byte) => byte < 0x20 && !TEXT_CONTROLS.has(byte))) return undefined;
  const text = new TextDecoder(encoding ?? 'utf-8').decode(head).trimStart();
  if (SVG_TAG.test(text) && text.startsWith('<')) return 'image/svg+xml';
  if (XHTML.test(text) && text.startsWith('<')) return 'application/xhtml+xml';
  if (HTML_TAG.test(text.slice(0, HTML_HEAD))) return 'text/html';
  return text.startsWith('<?xml') ? 'application/xml' : 'text/plain';
}
