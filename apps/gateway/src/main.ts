import { runApp } from '@crosstalk/telemetry';
import { readConfig } from './compose/read-config.js';
import { startGateway } from './start-gateway.js';

/** What a drain needs beyond its own time: requests in flight, buffers, connections. */
const MARGIN_MS = 15_000;

await runApp({
  service: 'gateway',
  environment: process.env,
  readConfig,
  start: async (config, log) => {
    const gateway = await startGateway({ config, log, production: process.env.NODE_ENV === 'production' });
    return () => gateway.drain();
  },
  stopWithinMs: ({ drainSeconds }) => drainSeconds * 1_000 + MARGIN_MS,
});
