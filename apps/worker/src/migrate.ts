/** @module One run before a deployment: what is stored, collections and indexes as this version wants them. May run twice, and beside running nodes. */
import { parseConfig } from '@crosstalk/config';
import { connectStorage, storageSettings } from '@crosstalk/storage';
import { runApp, telemetrySettings } from '@crosstalk/telemetry';

await runApp({
  service: 'migrate',
  environment: process.env,
  readConfig: (environment) => parseConfig({ ...storageSettings, ...telemetrySettings }, environment),
  start: async (config, log) => {
    const storage = await connectStorage(config);
    await storage.migrate({ log: (line) => log.info(line) });
    await storage.close();
    log.info('the database is up to date');
    return async () => undefined;
  },
  stopWithinMs: () => 5_000,
});
