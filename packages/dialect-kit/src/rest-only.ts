import type { UseCaseName } from './row.js';

const NOTIFICATIONS = 'What somebody is told while offline is kept over REST.';
const PERSONAL_DATA = 'Personal data is erased and handed out over REST.';
const WEBHOOKS = 'Webhooks are kept by host systems over REST.';

/** What no dialect has a request for, because only REST has: each spreads it into its `lacks`. */
export const REST_ONLY = {
  getPushKey: NOTIFICATIONS,
  putPushSubscription: NOTIFICATIONS,
  deletePushSubscription: NOTIFICATIONS,
  getNotificationSettings: NOTIFICATIONS,
  putNotificationSettings: NOTIFICATIONS,
  listWebhooks: WEBHOOKS,
  createWebhook: WEBHOOKS,
  deleteWebhook: WEBHOOKS,
  enableWebhook: WEBHOOKS,
  eraseMe: PERSONAL_DATA,
  eraseUser: PERSONAL_DATA,
  getErasure: PERSONAL_DATA,
  exportMe: PERSONAL_DATA,
  setRetention: 'How long a room keeps its messages is said over REST.',
} as const satisfies Partial<Record<UseCaseName, string>>;
