/** @module Every queue with what runs its jobs. */
import { createEraser, roomChannel } from '@crosstalk/domain';
import {
  createDigestWorker,
  createErasureWorker,
  createFileWorker,
  createHousekeeping,
  createNoticesWorker,
  createOutboxSweep,
  createPreviewWorker,
  createPushWorker,
  createRoomEffectsWorker,
  createWebhookWorker,
  type FileJobPorts,
  type JobWorker,
  noticesJob,
  previewJob,
  type QueueName,
  type RoomEffectsPorts,
  roomEffectsJob,
} from '@crosstalk/jobs';
import { mediaExaminer } from '../media-examiner.js';
import { eraserPorts } from './eraser-ports.js';
import type { JobDeps } from './job-deps.js';
import { noticePorts, previewPorts } from './outside-ports.js';
import { tasksOf } from './tasks-of.js';

/** Takes the jobs of every queue that this worker serves. */
export function startJobs(deps: JobDeps): readonly JobWorker[] {
  const { config, storage, redis, queues, observer, tracing } = deps;
  const options = {
    connection: redis.queues.consumer(),
    queuePrefix: config.queuePrefix,
    observer,
    tracing: tracing?.jobs,
  };
  const file = { ...options, ports: filePorts(deps) };
  const notice = { ...options, ports: noticePorts(deps) };
  const workers: Readonly<Record<QueueName, () => JobWorker>> = {
    'room-effects': () =>
      createRoomEffectsWorker({ ...options, ports: roomPorts(deps), concurrency: config.concurrency }),
    'outbox-sweep': () => createOutboxSweep({ ...options, queues, effects: storage.effects, now: Date.now }),
    files: () => createFileWorker({ ...file, queue: 'files', concurrency: config.filesAtATime }),
    films: () => createFileWorker({ ...file, queue: 'films', concurrency: config.filmsAtATime }),
    erasures: () => {
      const erase = createEraser(eraserPorts(deps));
      return createErasureWorker({ ...options, erase });
    },
    notices: () => createNoticesWorker(notice),
    pushes: () => createPushWorker(notice),
    webhooks: () => createWebhookWorker(notice),
    digests: () => createDigestWorker(notice),
    previews: () => createPreviewWorker({ ...options, ports: previewPorts(deps, filePorts(deps)) }),
    housekeeping: () => createHousekeeping({ ...options, queues, tasks: tasksOf(deps) }),
  };
  return config.queues.map((name) => workers[name]());
}

function roomPorts({ config, storage, redis, queues }: JobDeps): RoomEffectsPorts {
  return {
    effects: storage.effects,
    messages: storage.messages,
    search: storage.search,
    publishTip: (roomId, rev) =>
      redis.publisher.publish(roomChannel(roomId), [{ type: 'room.tip', roomId, rev }]),
    notify: (roomId) => queues.add('notices', [noticesJob(roomId, config.notifyDelaySeconds * 1000)]),
    preview: config.linkPreviews ? (links) => queues.add('previews', links.map(previewJob)) : null,
    now: Date.now,
  };
}

function filePorts(deps: JobDeps): FileJobPorts {
  const { config, storage, queues, folders, observer } = deps;
  const { publishTip, now } = roomPorts(deps);
  return {
    files: storage.files,
    messages: storage.messages,
    media: mediaExaminer(config),
    folders,
    observer,
    publishTip,
    // When it cannot be enqueued, the room is dirty and the sweep finds it.
    roomChanged: (roomId) => void queues.add('room-effects', [roomEffectsJob(roomId)]).catch(() => undefined),
    enqueue: (queue, jobs) => queues.add(queue, jobs),
    now,
  };
}
