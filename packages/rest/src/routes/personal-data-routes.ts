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

export const personalDataRoutes: readonly Route[] = [eraseMe, eraseUser, getErasure];
