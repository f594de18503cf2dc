/**
 * Decodes canonical base64 (RFC 4648, section 4): the standard alphabet, padded, no white space, no stray bits. Null for anything
 * else. Re-encoding is the check, since Node's own decoder skips what it does not know.
 */
export function decodeBase64(text: string): Uint8Array | null {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : null;
}
