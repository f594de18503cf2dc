import { publicRoute, type Route } from '../http/route.js';
import { openApiDocument } from '../openapi/open-api-document.js';
import { authRoutes } from './auth-routes.js';
import { callRoutes } from './call-routes.js';
import { fileRoutes } from './file-routes.js';
import { memberRoutes } from './member-routes.js';
import { messageRoutes } from './message-routes.js';
import { notificationRoutes } from './notification-routes.js';
import { personalDataRoutes } from './personal-data-routes.js';
import { roomRoutes } from './room-routes.js';
import { userRoutes } from './user-routes.js';
import { webhookRoutes } from './webhook-routes.js';

const described: readonly Route[] = [
  ...authRoutes,
  ...userRoutes,
  ...roomRoutes,
  ...memberRoutes,
  ...messageRoutes,
  ...fileRoutes,
  ...callRoutes,
  ...personalDataRoutes,
  ...notificationRoutes,
  ...webhookRoutes,
];

const getOpenApi: Route = publicRoute({
  method: 'GET',
  path: '/openapi.json',
  summary: 'This document.',
  useCase: null,
  answers: { 200: 'document' },
  run: async () => ({ status: 200, json: apiDocument() }),
});

/** Every route of the API. Adding a row is all that a new route takes. */
export const routes: readonly Route[] = [...described, getOpenApi];

let document: object | undefined;

/** The OpenAPI document of the routes; made once. */
export function apiDocument(): object {
  document ??= openApiDocument(routes);
  return document;
}
