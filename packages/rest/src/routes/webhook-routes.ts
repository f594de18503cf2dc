import { bearerRoute, type Route } from '../http/route.js';
import { presentWebhook } from '../present/present-webhook.js';
import {
  newWebhookSchema,
  webhookBody,
  webhookListSchema,
  webhookPath,
  webhookSchema,
} from '../schema/notification-schemas.js';

const listWebhooks: Route = bearerRoute({
  method: 'GET',
  path: '/webhooks',
  summary: 'The webhooks of the caller’s tenant, for a token with the scope `webhooks:write`.',
  useCase: 'listWebhooks',
  answers: { 200: webhookListSchema },
  async run(_, { useCases, actor }) {
    const webhooks = await useCases.listWebhooks(actor);
    return { status: 200, json: { items: webhooks.map(presentWebhook), next: null } };
  },
});

const createWebhook: Route = bearerRoute({
  method: 'POST',
  path: '/webhooks',
  summary: 'Has a URL told of the events, signed with the secret that is answered this once.',
  useCase: 'createWebhook',
  body: webhookBody,
  answers: { 201: newWebhookSchema },
  async run({ body }, { useCases, actor }) {
    const { webhook, secret } = await useCases.createWebhook(actor, body);
    return { status: 201, json: { ...presentWebhook(webhook), secret } };
  },
});

const deleteWebhook: Route = bearerRoute({
  method: 'DELETE',
  path: '/webhooks/:id',
  summary: 'Tells the URL nothing any more.',
  useCase: 'deleteWebhook',
  params: webhookPath,
  answers: { 204: 'empty' },
  async run({ params }, { useCases, actor }) {
    await useCases.deleteWebhook(actor, params.id);
    return { status: 204 };
  },
});

const enableWebhook: Route = bearerRoute({
  method: 'POST',
  path: '/webhooks/:id/enable',
  summary: 'Uses a webhook again that was disabled because its deliveries failed.',
  useCase: 'enableWebhook',
  params: webhookPath,
  answers: { 200: webhookSchema },
  async run({ params }, { useCases, actor }) {
    return { status: 200, json: presentWebhook(await useCases.enableWebhook(actor, params.id)) };
  },
});

export const webhookRoutes: readonly Route[] = [listWebhooks, createWebhook, deleteWebhook, enableWebhook];
