import { join } from 'node:path';
import { checkPorts } from '../cluster/check-ports.js';
import { planCluster } from '../cluster/cluster-plan.js';
import { runCluster } from '../cluster/run-cluster.js';
import { openDataFolder, wipeData } from '../data/data-folder.js';
import { lockFolder } from '../data/folder-lock.js';
import { loadSecrets } from '../data/load-secrets.js';
import { fillDemo } from '../demo/fill-demo.js';
import { startServices } from '../services/start-services.js';
import { printTable } from './print-table.js';
import { type Foreground, runForeground } from './run-foreground.js';
import { type StartOptions, startOptions } from './start-options.js';

/**
 * Runs the whole cluster in the foreground: what `npm start` is.
 *
 * @param root folder of the clone; embedded data stands in `.data` below it.
 * @returns the exit code.
 */
export function runStart(root: string, rest: readonly string[], given: NodeJS.ProcessEnv): Promise<number> {
  return runForeground(given, async (foreground) => {
    const options = startOptions(rest);
    if (options.help) {
      foreground.report(options.help);
      return foreground.end();
    }
    await start(root, { options, given, foreground });
  });
}

interface Start {
  readonly options: StartOptions;
  readonly given: NodeJS.ProcessEnv;
  readonly foreground: Foreground;
}

async function start(root: string, { options, given, foreground }: Start): Promise<void> {
  const { releases, report } = foreground;
  const plan = planCluster(options.nodes, given);
  const folder = await openDataFolder(join(root, '.data'));
  await releases.hold('lock', await lockFolder(folder.lock));
  await checkPorts(plan);
  if (options.fresh) await wipeData(folder);
  const secrets = await loadSecrets(folder.secrets);
  const services = await startServices({
    ...foreground,
    onLost: foreground.fail,
    environment: given,
    folder,
  });
  if (options.fresh && !(services.embedded.mongo && services.embedded.redis)) {
    report('--fresh wipes embedded data only; what MONGODB_URL and REDIS_URL name is left alone');
  }
  const mongoUrl = services.embedded.mongo ? withDatabase(services.mongoUrl, 'crosstalk') : services.mongoUrl;
  const { redisUrl } = services;
  await runCluster({ root, logs: folder.logs, plan, given, secrets, mongoUrl, redisUrl }, foreground);
  const people = options.demo ? await fillDemo(plan.publicUrl, folder.demo) : [];
  printTable({ plan, mongoUrl, redisUrl, logs: folder.logs, people }, report);
}

function withDatabase(url: string, database: string): string {
  const named = new URL(url);
  named.pathname = `/${database}`;
  return named.href;
}
