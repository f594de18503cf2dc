import { integer, setting, text } from '@crosstalk/config';

export const workerSettings = {
  host: setting('HOST', 'Address that the operations port listens on.', text, { fallback: '127.0.0.1' }),
  opsPort: setting(
    'OPS_PORT',
    'Port of `/healthz`, `/readyz` and `/metrics`; 0 takes a free one.',
    integer(0, 65_535),
    {
      fallback: '9100',
    },
  ),
  concurrency: setting(
    'WORKER_CONCURRENCY',
    'Rooms whose jobs one worker runs at a time.',
    integer(1, 1000),
    {
      fallback: '10',
    },
  ),
};
