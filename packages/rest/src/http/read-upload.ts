import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { ChatError, fileTooLarge, invalidField, type NewUpload } from '@crosstalk/domain';
import { Busboy, type BusboyInstance } from '@fastify/busboy';
import { headerOf, type RestRequest } from './exchange.js';
import { HttpProblem } from './http-problem.js';

const MULTIPART = /^multipart\/form-data\s*;/i;
const FIELD = 'file';
/** What a form may have beside the bytes of its file: boundaries, headers, fields that nobody reads. */
const FORM_BYTES = 256 * 1024;
const LIMITS = {
  files: 1,
  fields: 20,
  parts: 21,
  fieldSize: 64 * 1024,
  headerPairs: 20,
  headerSize: 16 * 1024,
};

export interface UploadInForm extends NewUpload {
  /** Stops reading the form, wherever it is. Idempotent. */
  close(): void;
}

/**
 * The file of a form (RFC 7578), as soon as its headers are there. Its bytes come while the form is read, no faster than they are taken, and
 * end well only when the whole form was good: whoever stores them has nothing until then. The caller closes it.
 * @throws ChatError `invalid`, `too_large`; HttpProblem `unsupported_media_type`
 */
export async function readUpload(
  request: Pick<RestRequest, 'headers' | 'body'>,
  { maxBytes }: { readonly maxBytes: number },
): Promise<UploadInForm> {
  if (Number(headerOf(request, 'content-length') ?? 0) > maxBytes + FORM_BYTES) throw fileTooLarge(maxBytes);
  const form = parserOf(headerOf(request, 'content-type') ?? '');
  const stop = new AbortController();
  const found = fileIn(form);
  const read = readForm(request.body, { form, maxBytes: maxBytes + FORM_BYTES, signal: stop.signal });
  const whole = Promise.all([read, found.alone]).then(() => undefined);
  // Whoever reads the bytes hears of it; perhaps nobody does any more.
  whole.catch((error: unknown) => found.fail(error));
  const close = (): void => {
    stop.abort();
    found.fail(new ChatError('invalid', 'The form was left.'));
  };
  try {
    const file = await Promise.race([found.file, whole.then(() => Promise.reject(missing()))]);
    return { name: file.name, contentType: file.contentType, bytes: bytesOf(file.stream, whole), close };
  } catch (error) {
    close();
    throw error;
  }
}

interface FileInForm {
  readonly name: string;
  readonly contentType: string;
  readonly stream: Readable;
}

const missing = (): ChatError => invalidField(FIELD, 'is required, as a file');
const broken = (cause: unknown): ChatError =>
  new ChatError('invalid', 'The body is no complete form.', { cause });

function parserOf(contentType: string): BusboyInstance {
  if (!MULTIPART.test(contentType)) {
    throw new HttpProblem('unsupported_media_type', { Accept: 'multipart/form-data' });
  }
  try {
    return new Busboy({
      headers: { 'content-type': contentType },
      limits: LIMITS,
      // Any part with a file name, also of another type; the name is made safe later.
      preservePath: true,
    });
  } catch (error) {
    throw broken(error);
  }
}

/** The first file of the form, when it comes; `alone` rejects when there is another, or something else over the limits. */
function fileIn(form: BusboyInstance) {
  let stream: Readable | null = null;
  const refused = (problem: string): Error => invalidField(FIELD, problem);
  const file = new Promise<FileInForm>((resolve) => {
    form.once('file', (field, given, name, _encoding, contentType) => {
      stream = given;
      // Read by `bytesOf` or by nobody; it must not end the process.
      given.on('error', () => undefined);
      if (field === FIELD) resolve({ stream: given, contentType, name: name ?? '' });
      else form.destroy(refused('must be the name of the field'));
    });
  });
  const alone = new Promise<void>((resolve, reject) => {
    form.once('filesLimit', () => reject(refused('must be the only one')));
    form.once('fieldsLimit', () => reject(refused('comes with too many fields')));
    form.once('partsLimit', () => reject(refused('comes with too many parts')));
    form.once('error', (error) => reject(error instanceof ChatError ? error : broken(error)));
    form.once('finish', resolve);
  });
  alone.catch(() => undefined);
  return { file, alone, fail: (error: unknown): void => void stream?.destroy(error as Error) };
}

interface Reading {
  readonly form: BusboyInstance;
  readonly maxBytes: number;
  readonly signal: AbortSignal;
}

/** Hands the body to the parser, no faster than it takes it. */
async function readForm(body: RestRequest['body'], { form, maxBytes, signal }: Reading): Promise<void> {
  let size = 0;
  for await (const chunk of body) {
    if (signal.aborted || form.destroyed) return;
    size += chunk.byteLength;
    if (size > maxBytes) throw fileTooLarge(maxBytes);
    if (!form.write(chunk)) await once(form, 'drain', { signal });
  }
  form.end();
}

async function* bytesOf(stream: Readable, whole: Promise<void>): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of stream) yield chunk as Uint8Array;
  } catch (error) {
    if (error instanceof ChatError) throw error;
    await whole;
    throw broken(error);
  }
  await whole;
}
