import type { FileId, FilePart, ServedFile } from '@crosstalk/domain';
import { isUnchanged, wantedBytes } from '../http/byte-range.js';
import { HttpProblem } from '../http/http-problem.js';
import type { LinkContext, RouteResult } from '../http/route.js';
import { fileHeaders, quotedTag } from '../present/file-headers.js';

/** Answers with a part of a file, whole or in part, or that the caller has it (RFC 9110). @throws HttpProblem `range_not_satisfiable` */
export async function serveFile(
  context: LinkContext,
  { fileId, part }: { readonly fileId: FileId; readonly part: FilePart },
): Promise<RouteResult> {
  const { actor, request } = context;
  const served = await context.useCases.openFile(actor, { fileId, part });
  const { content, file } = served;
  const headers = fileHeaders({ content, name: file.name, part, signed: actor === null });
  if (isUnchanged(request, quotedTag(content))) return { status: 304, stream: { headers, bytes: null } };
  return bytesOf(served, context, headers);
}

function bytesOf(
  { content }: ServedFile,
  { request }: LinkContext,
  headers: Readonly<Record<string, string>>,
): RouteResult {
  const { size } = content;
  const wanted = wantedBytes(request, { size, etag: quotedTag(content) });
  if (wanted === 'outside') {
    throw new HttpProblem('range_not_satisfiable', { 'Content-Range': `bytes */${size}` });
  }
  if (wanted === 'whole') {
    return {
      status: 200,
      stream: { headers: { ...headers, 'Content-Length': String(size) }, bytes: content.read() },
    };
  }
  const { first, last } = wanted;
  const range = {
    'Content-Range': `bytes ${first}-${last}/${size}`,
    'Content-Length': String(last - first + 1),
  };
  return { status: 206, stream: { headers: { ...headers, ...range }, bytes: content.read(wanted) } };
}
