/** @module One run after a backup was restored, while no node runs: what was handed out after the backup is void. See `docs/operations.md`. */
import { parseArgs } from 'node:util';
import { parseConfig } from '@crosstalk/config';
import { connectStorage, storageSettings } from '@crosstalk/storage';
import { runApp, telemetrySettings } from '@crosstalk/telemetry';

/** A day of 115 messages a second. */
const SKIPPED_IDS = '10000000';
const IDS = /^[1-9]\d{0,11}$/;

const USAGE = `npm run new-epoch -- [--ids N] [--keep-sessions] [--erasures-of URL]
  --ids N            more ids of any kind than were handed out since the backup (${SKIPPED_IDS})
  --keep-sessions    leaves people logged in, also those who logged out since the backup
  --erasures-of URL  MongoDB that knows who was erased since the backup: they are erased again
MONGODB_URL names the database.`;

const options = optionsOrExit();

await runApp({
  service: 'new-epoch',
  environment: process.env,
  readConfig: (environment) => parseConfig({ ...storageSettings, ...telemetrySettings }, environment),
  start: async (config, log) => {
    const storage = await connectStorage(config);
    await storage.beginEpoch({ ...options, log: (line) => log.info(line) });
    await storage.close();
    log.info('the new epoch has begun; nodes may start');
    return async () => undefined;
  },
  stopWithinMs: () => 5_000,
});

/** Ends the process with code 64 (sysexits(3): usage) for words that it does not know. */
function optionsOrExit() {
  try {
    const { values } = parseArgs({
      options: {
        ids: { type: 'string', default: SKIPPED_IDS },
        'keep-sessions': { type: 'boolean', default: false },
        'erasures-of': { type: 'string' },
      },
    });
    if (!IDS.test(values.ids)) throw new Error('--ids must be a whole number above 0');
    return {
      skippedIds: Number(values.ids),
      keepSessions: values['keep-sessions'],
      erasuresUrl: values['erasures-of'],
    };
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${USAGE}\n`);
    process.exit(64);
  }
}
