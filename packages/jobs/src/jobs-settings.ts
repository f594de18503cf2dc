import { type SliceValues, setting, url, word } from '@crosstalk/config';

export const jobsSettings = {
  queueRedisUrl: setting(
    'QUEUE_REDIS_URL',
    'Redis of the job queues; without it `REDIS_URL`. In production one of its own, that keeps its data and evicts nothing.',
    url('redis', 'rediss', 'redis-sentinel', 'rediss-sentinel', 'redis-cluster', 'rediss-cluster').optional(),
    { secret: true },
  ),
  queuePrefix: setting('QUEUE_PREFIX', 'First part of every key of the job queues.', word, {
    fallback: 'crosstalk-jobs',
  }),
};

export type JobsConfig = SliceValues<typeof jobsSettings>;
