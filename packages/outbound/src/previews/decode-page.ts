import { TextDecoder } from 'node:util';

/** Bytes in which a page may name its encoding (HTML standard, «prescan a byte stream»). */
const PRESCAN_BYTES = 1_024;

/** The text of a page by the encoding that its header or its own first lines name; UTF-8 when neither does, or names one that is none. */
export function decodePage(body: Buffer, contentType: string): string {
  const label = charsetIn(contentType) ?? charsetIn(body.toString('latin1', 0, PRESCAN_BYTES)) ?? 'utf-8';
  return decoderOf(label).decode(body);
}

function charsetIn(text: string): string | undefined {
  return /charset\s*=\s*["']?\s*([\w.:-]+)/i.exec(text)?.[1];
}

function decoderOf(label: string): TextDecoder {
  try {
    return new TextDecoder(label);
  } catch {
    return new TextDecoder('utf-8');
  }
}
