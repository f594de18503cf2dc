import type { Domain } from '../domain.js';
import { DEFAULT_NOTIFICATIONS, type NotificationSettings } from '../model/notification.js';
import type { Actor } from '../model/user.js';

export async function getNotificationSettings(domain: Domain, actor: Actor): Promise<NotificationSettings> {
  const settings = await domain.notificationSettings.findMany([actor.userId]);
  return settings.get(actor.userId) ?? DEFAULT_NOTIFICATIONS;
}
