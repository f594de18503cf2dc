import { ChatError } from '@crosstalk/domain';
import { z } from 'zod';
import { publicRoute, type Route } from '../http/route.js';
import { fileHeaders } from '../present/file-headers.js';
import { filePath } from '../schema/path-schemas.js';

const readContent: Route = publicRoute({
  method: 'GET',
  path: '/files/:id/content',
  summary: 'The bytes of a file, for whoever has its signed URL.',
  useCase: 'openFile',
  uncounted: true,
  params: filePath,
  query: z.object({ expires: z.string().optional(), signature: z.string().optional() }),
  answers: { 200: 'bytes' },
  async run({ params, query: { expires = '', signature = '' } }, { useCases, links }) {
    // Before anything is looked up: a guess learns nothing about which files there are.
    if (!links.verify(params.id, expires, signature)) {
      throw new ChatError('forbidden', 'The link has expired or is not one of ours.');
    }
    const { file, bytes } = await useCases.openFile(params.id);
    return { status: 200, stream: { headers: fileHeaders(file), bytes } };
  },
});

export const fileRoutes: readonly Route[] = [readContent];
