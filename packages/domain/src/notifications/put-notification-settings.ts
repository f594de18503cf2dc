import type { Domain } from '../domain.js';
import type { NotificationSettings } from '../model/notification.js';
import type { Actor } from '../model/user.js';

export async function putNotificationSettings(
  domain: Domain,
  actor: Actor,
  { push, email }: NotificationSettings,
): Promise<NotificationSettings> {
  await domain.notificationSettings.set(actor.userId, { push, email });
  return { push, email };
}
