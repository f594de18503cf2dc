/** @module Forms as browsers send them (RFC 7578), and as they should not. */
export interface Part {
  readonly headers: readonly string[];
  readonly body: Uint8Array | string;
}

export const BOUNDARY = 'x-boundary-1';
export const FORM_TYPE = { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` };

export function filePart(body: Uint8Array | string, name = 'dot.png', type = 'image/png'): Part {
  const headers = [
    `Content-Disposition: form-data; name="file"; filename="${name}"`,
    `Content-Type: ${type}`,
  ];
  return { headers, body };
}

export function fieldPart(name: string, body: Uint8Array | string): Part {
  return { headers: [`Content-Disposition: form-data; name="${name}"`], body };
}

/** The body of a form. */
export function formOf(...parts: readonly Part[]): Buffer {
  const pieces = parts.flatMap(({ headers, body }) => [
    `--${BOUNDARY}\r\n${headers.map((line) => `${line}\r\n`).join('')}\r\n`,
    body,
    '\r\n',
  ]);
  return Buffer.concat([...pieces, `--${BOUNDARY}--\r\n`].map((piece) => Buffer.from(piece)));
}

/** In chunks of this many bytes. */
export function* inChunks(bytes: Uint8Array, size: number): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
