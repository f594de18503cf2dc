import { ChatError, type FilePart } from '@crosstalk/domain';
import { z } from 'zod';
import { readUpload } from '../http/read-upload.js';
import { bearerRoute, linkRoute, type Route } from '../http/route.js';
import { presentFile } from '../present/present-file.js';
import { fileSchema } from '../schema/answer-schemas.js';
import { filePath } from '../schema/path-schemas.js';
import { serveFile } from './serve-file.js';

const uploadFile: Route = bearerRoute({
  method: 'POST',
  path: '/files',
  summary: 'Stores a file (field `file` of a form), to be posted by its id. It is `processing` at first.',
  useCase: 'uploadFile',
  takesFile: true,
  answers: { 201: fileSchema },
  async run(_, { actor, request, settings, useCases, links }) {
    const upload = await readUpload(request, { maxBytes: settings.maxUploadBytes });
    try {
      return { status: 201, json: presentFile(await useCases.uploadFile(actor, upload), links) };
    } finally {
      upload.close();
    }
  },
});

const getFile: Route = bearerRoute({
  method: 'GET',
  path: '/files/:id',
  summary: 'What is known of a file of one’s own, or of a message that one can see.',
  useCase: 'getFile',
  params: filePath,
  answers: { 200: fileSchema },
  run: async ({ params }, { actor, useCases, links }) => ({
    status: 200,
    json: presentFile(await useCases.getFile(actor, params.id), links),
  }),
});

/** A part, for whoever has its signed URL or may see the file. */
function partRoute(part: FilePart, summary: string): Route {
  return linkRoute({
    method: 'GET',
    path: `/files/:id/${part}`,
    summary,
    useCase: 'openFile',
    uncounted: true,
    params: filePath,
    query: z.object({ expires: z.string().optional(), signature: z.string().optional() }),
    answers: { 200: 'bytes', 206: 'bytes', 304: 'empty' },
    async run({ params, query: { expires = '', signature = '' } }, context) {
      const { links, actor } = context;
      // Before anything is looked up: a guess learns nothing about which files there are.
      if (actor === null && !links.verify({ fileId: params.id, part }, { expires, signature })) {
        throw new ChatError('forbidden', 'The link has expired or is not one of ours.');
      }
      return serveFile(context, { fileId: params.id, part });
    },
  });
}

export const fileRoutes: readonly Route[] = [
  uploadFile,
  getFile,
  partRoute('content', 'The bytes of a file, by its signed URL or a token; single ranges.'),
  partRoute('thumbnail', 'A small picture of a file, in the same ways.'),
  partRoute('preview', 'A picture of a file for a screen, in the same ways.'),
];
