import { ChatError, invalidField } from '@crosstalk/domain';
import { headerOf, type RestRequest } from './exchange.js';
import { HttpProblem } from './http-problem.js';

/** Bytes of a JSON body: enough for a text of the full length with every character escaped, or a full list of users. */
export const MAX_JSON_BYTES = 256 * 1024;

const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json(?:\s*;.*)?$/i;

/**
 * The parsed body; an empty one is an empty object.
 * @throws ChatError `too_large`, `invalid` when it is not JSON; HttpProblem `unsupported_media_type`
 */
export async function readJsonBody(request: RestRequest): Promise<unknown> {
  const declared = Number(headerOf(request, 'content-length') ?? 0);
  if (declared > MAX_JSON_BYTES) throw tooLarge();
  const bytes = await readLimited(request.body);
  if (bytes.length === 0) return {};
  if (!JSON_TYPE.test(headerOf(request, 'content-type') ?? '')) {
    throw new HttpProblem('unsupported_media_type', { Accept: 'application/json' });
  }
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw invalidField('body', 'must be JSON in UTF-8');
  }
}

async function readLimited(body: RestRequest['body']): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > MAX_JSON_BYTES) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

function tooLarge(): ChatError {
  return new ChatError('too_large', `A body may have at most ${MAX_JSON_BYTES} bytes.`);
}
