import { integer, list, setting, text } from '@crosstalk/config';
import type { TenantId } from '@crosstalk/domain';
import { QUEUE_NAMES, QUEUE_TABLE, type QueueName } from '@crosstalk/jobs';

const QUEUE_SET: ReadonlySet<string> = new Set(QUEUE_NAMES);

const queueNames = list
  .refine(
    (names) => names.length > 0 && names.every((name) => QUEUE_SET.has(name)),
    `must be of ${QUEUE_NAMES.join(', ')}, separated by commas`,
  )
  .transform((names) => names as readonly QueueName[]);

/** Tenant names may hold colons; days cannot. */
const TENANT_DAYS = /^(.+):([1-9]\d{0,4})$/;

const retention = list
  .refine(
    (words) => words.every((word) => TENANT_DAYS.test(word)),
    'must be `tenant:days`, separated by commas; days from 1 to 99999',
  )
  .transform(
    (words): ReadonlyMap<TenantId, number> =>
      new Map(
        words.map((word) => {
          const [, tenant = '', days] = TENANT_DAYS.exec(word) ?? [];
          return [tenant as TenantId, Number(days)];
        }),
      ),
  );

export const workerSettings = {
  host: setting('HOST', 'Address that the operations port listens on.', text, { fallback: '127.0.0.1' }),
  opsPort: setting(
    'OPS_PORT',
    'Port of `/healthz`, `/readyz`, `/metrics` and `/board`; 0 takes a free one.',
    integer(0, 65_535),
    {
      fallback: '9100',
    },
  ),
  opsToken: setting(
    'OPS_TOKEN',
    'Opens the job board, `/board` on the operations port of a worker, as bearer token or as password of any name; at least 16 characters. Without it there is no board.',
    text.refine((token) => token.length >= 16, 'must have at least 16 characters').optional(),
    { secret: true },
  ),
  queues: setting(
    'WORKER_QUEUES',
    'Queues that a worker serves, separated by commas. Every queue needs a worker.',
    queueNames,
    { fallback: QUEUE_NAMES.join(',') },
  ),
  concurrency: setting(
    'WORKER_CONCURRENCY',
    'Rooms whose jobs one worker runs at a time.',
    integer(1, 1000),
    { fallback: `${QUEUE_TABLE['room-effects'].concurrency}` },
  ),
  filesAtATime: setting(
    'WORKER_FILES',
    'Pictures and documents that one worker looks at at a time.',
    integer(1, 100),
    { fallback: `${QUEUE_TABLE.files.concurrency}` },
  ),
  filmsAtATime: setting(
    'WORKER_FILMS',
    'Recordings and files above 32 MiB that one worker looks at at a time.',
    integer(1, 100),
    { fallback: `${QUEUE_TABLE.films.concurrency}` },
  ),
  workFolder: setting(
    'WORK_FOLDER',
    'Where a worker keeps a file while it looks at it; up to three times its size. Default: `crosstalk-worker` in the temporary folder of the system.',
    text.optional(),
  ),
  retention: setting(
    'RETENTION',
    'Days after which messages are removed for good, by tenant: `tenant:days`, separated by commas. A tenant that is missing keeps them. A room may have days of its own.',
    retention.optional(),
  ),
};
