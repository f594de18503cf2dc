/** @module The ports of the jobs that tell or ask somebody outside the cluster. */
import type { NoticePorts, PreviewPorts } from '@crosstalk/jobs';
import type { JobDeps } from './job-deps.js';

export function noticePorts({ config, storage, redis, queues, outside }: JobDeps): NoticePorts {
  return {
    notices: storage.notices,
    messages: storage.messages,
    rooms: storage.rooms,
    members: storage.members,
    users: storage.users,
    presence: redis.presence,
    pushSubscriptions: storage.pushSubscriptions,
    notificationSettings: storage.notificationSettings,
    webhooks: storage.webhooks,
    channels: outside.channels,
    settings: { pushShowText: config.pushShowText, digestMs: config.digestMinutes * 60_000 },
    noticed: outside.noticed,
    enqueue: (queue, jobs) => queues.add(queue, jobs),
    now: Date.now,
  };
}

export function previewPorts(
  { storage, outside }: JobDeps,
  rooms: Pick<PreviewPorts, 'publishTip' | 'roomChanged' | 'now'>,
): PreviewPorts {
  const { publishTip, roomChanged, now } = rooms;
  return {
    messages: storage.messages,
    previews: storage.previews,
    readPage: outside.readPage,
    publishTip,
    roomChanged,
    previewed: outside.previewed,
    now,
  };
}
