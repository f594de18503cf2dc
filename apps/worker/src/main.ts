import { runApp } from '@crosstalk/telemetry';
import { readConfig } from './read-config.js';
import { startWorker } from './start-worker.js';

await runApp({
  service: 'worker',
  environment: process.env,
  readConfig,
  start: async (config, log) => {
    const worker = await startWorker(config, log);
    return () => {
      log.info('stopping');
      return worker.stop();
    };
  },
  stopWithinMs: () => 15_000,
});
