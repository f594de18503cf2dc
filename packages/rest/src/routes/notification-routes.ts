import { bearerRoute, type Route } from '../http/route.js';
import {
  endpointBody,
  notificationSettingsBody,
  notificationSettingsSchema,
  pushKeySchema,
  subscriptionBody,
} from '../schema/notification-schemas.js';

const getPushKey: Route = bearerRoute({
  method: 'GET',
  path: '/me/push/key',
  summary: 'The key with which a browser subscribes to push messages; `not_found` when push is off.',
  useCase: 'getPushKey',
  answers: { 200: pushKeySchema },
  run: async (_, { useCases, actor }) => ({
    status: 200,
    json: { public_key: await useCases.getPushKey(actor) },
  }),
});

const putPushSubscription: Route = bearerRoute({
  method: 'PUT',
  path: '/me/push/subscriptions',
  summary: 'Has a browser of the caller told of what comes while they are offline.',
  useCase: 'putPushSubscription',
  body: subscriptionBody,
  answers: { 204: 'empty' },
  async run({ body }, { useCases, actor }) {
    await useCases.putPushSubscription(actor, body);
    return { status: 204 };
  },
});

const deletePushSubscription: Route = bearerRoute({
  method: 'DELETE',
  path: '/me/push/subscriptions',
  summary: 'Tells the browser nothing any more. The endpoint is in the body, because logs keep URLs.',
  useCase: 'deletePushSubscription',
  body: endpointBody,
  answers: { 204: 'empty' },
  async run({ body }, { useCases, actor }) {
    await useCases.deletePushSubscription(actor, body.endpoint);
    return { status: 204 };
  },
});

const getSettings: Route = bearerRoute({
  method: 'GET',
  path: '/me/notifications',
  summary: 'What the caller wants to be told while offline.',
  useCase: 'getNotificationSettings',
  answers: { 200: notificationSettingsSchema },
  run: async (_, { useCases, actor }) => ({
    status: 200,
    json: await useCases.getNotificationSettings(actor),
  }),
});

const putSettings: Route = bearerRoute({
  method: 'PUT',
  path: '/me/notifications',
  summary: 'Sets what the caller wants to be told while offline.',
  useCase: 'putNotificationSettings',
  body: notificationSettingsBody,
  answers: { 200: notificationSettingsSchema },
  run: async ({ body }, { useCases, actor }) => ({
    status: 200,
    json: await useCases.putNotificationSettings(actor, body),
  }),
});

export const notificationRoutes: readonly Route[] = [
  getPushKey,
  putPushSubscription,
  deletePushSubscription,
  getSettings,
  putSettings,
];
