import { exportEntries } from '../export/export-entries.js';
import { zipped } from '../export/zipped.js';
import { bearerRoute, publicRoute, type Route } from '../http/route.js';
import { presentErasure } from '../present/present-erasure.js';
import { userPath } from '../schema/path-schemas.js';
import { erasureBody, erasurePath, erasureSchema, ownErasureBody } from '../schema/personal-data-schemas.js';

const eraseMe: Route = bearerRoute({
  method: 'DELETE',
  path: '/me',
  summary: 'Erases the caller: the account at once, everything else soon; the answer names the report.',
  useCase: 'eraseMe',
  body: ownErasureBody,
  answers: { 202: erasureSchema },
  run: async ({ body }, { actor, useCases }) => ({
    status: 202,
    json: presentErasure(await useCases.eraseMe(actor, body)),
  }),
});

const eraseUser: Route = bearerRoute({
  method: 'DELETE',
  path: '/users/:id',
  summary: 'Erases somebody of the caller’s tenant; takes a token with the scope `users:erase`.',
  useCase: 'eraseUser',
  params: userPath,
  body: erasureBody,
  answers: { 202: erasureSchema },
  run: async ({ params, body }, { actor, useCases }) => ({
    status: 202,
    json: presentErasure(await useCases.eraseUser(actor, { userId: params.id, messages: body.messages })),
  }),
});

const getErasure: Route = publicRoute({
  method: 'GET',
  path: '/erasures/:id',
  summary:
    'What an erasure has removed so far. Without a token, which the erased person cannot have: the id is the secret.',
  useCase: 'getErasure',
  params: erasurePath,
  answers: { 200: erasureSchema },
  run: async ({ params }, { useCases }) => ({
    status: 200,
    json: presentErasure(await useCases.getErasure(params.id)),
  }),
});

const exportMe: Route = bearerRoute({
  method: 'GET',
  path: '/me/export',
  summary: 'Everything that is kept of the caller, as a zip: profile, rooms, messages as JSON lines, files.',
  useCase: 'exportMe',
  answers: { 200: 'bytes' },
  async run(_, { actor, useCases, clock }) {
    const exported = await useCases.exportMe(actor);
    const headers = {
      'Content-Type': 'application/zip',
      'Content-Disposition': 'attachment; filename="export.zip"',
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
    };
    const bytes = zipped(exportEntries(exported, new Date(clock.now())));
    return { status: 200, stream: { headers, bytes } };
  },
});

export const personalDataRoutes: readonly Route[] = [exportMe, eraseMe, eraseUser, getErasure];
