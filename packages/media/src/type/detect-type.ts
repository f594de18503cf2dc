import { open } from 'node:fs/promises';
import { fileTypeFromFile } from 'file-type';
import { canonicalType } from './canonical-type.js';
import { sniffText } from './sniff-text.js';

export const UNKNOWN_TYPE = 'application/octet-stream';
const HEAD_BYTES = 64 * 1024;

/** Signatures of two bytes, which a text may begin with, too: letters, or the byte order mark of UTF-16. */
const WEAK_SIGNATURES: ReadonlySet<string> = new Set(['image/bmp', 'application/x-msdownload', 'audio/mpeg']);

/** Texts that nothing but their declaration tells apart from plain text. A browser runs none of them. */
const PLAIN_TEXTS: ReadonlySet<string> = new Set([
  'text/csv',
  'text/markdown',
  'text/tab-separated-values',
  'application/json',
]);

/** The type of a file by its content: of its signature, or of its text; `application/octet-stream` when it has neither. */
export async function detectType(path: string, declaredType?: string): Promise<string> {
  const signature = canonicalType(await signatureOf(path));
  if (signature && signature !== 'application/xml' && !WEAK_SIGNATURES.has(signature)) return signature;
  const text = sniffText(await readHead(path));
  if (text === 'text/plain') {
    const declared = declaredType?.split(';')[0]?.trim().toLowerCase() ?? '';
    return PLAIN_TEXTS.has(declared) ? declared : text;
  }
  return text ?? signature ?? UNKNOWN_TYPE;
}

async function signatureOf(path: string): Promise<string | undefined> {
  try {
    return (await fileTypeFromFile(path))?.mime;
  } catch (error) {
    // Of the file system, and not of a file that ends too early.
    if (error instanceof Error && 'code' in error) throw error;
    return undefined;
  }
}

async function readHead(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
