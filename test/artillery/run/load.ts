/** @module `npm run load`: Artillery against a cluster behind HAProxy, or against a deployment. For a cluster of its own it needs MONGODB_URL and REDIS_URL. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { describeFailure, ReleaseStack } from '@crosstalk/dev-stack';
import { buildReport } from '../report/build-report.js';
import { markdown } from '../report/markdown.js';
import { scrape } from '../report/scrape.js';
import { composeScript, processorSource } from './compose-script.js';
import { type LoadOptions, loadOptions, USAGE } from './load-options.js';
import { longestRun, readProfile, scaled } from './profile.js';
import { artilleryVersion, runArtillery } from './run-artillery.js';
import { startSystem } from './start-system.js';

const ROOT = join(import.meta.dirname, '..', '..', '..');
/** Of Artillery, in the folder of a run: nobody needs it afterwards. */
const LEFTOVERS = ['dist', 'processor.ts', 'package.json'];
const say = (line: string): void => console.log(line);
const releases = new ReleaseStack(say);

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => void releases.close().then(() => process.exit(130)));
}

try {
  const options = loadOptions(process.argv.slice(2));
  if (options.help) say(USAGE);
  else process.exitCode = (await load(options)) ? 0 : 1;
} catch (error) {
  // After Ctrl-C everything fails; that is no news.
  if (!releases.closed)
    console.error(error instanceof TypeError ? `${error.message}\n${USAGE}` : describeFailure(error));
  process.exitCode = 1;
} finally {
  await releases.close();
}

/** @returns whether every threshold was met */
async function load(options: LoadOptions): Promise<boolean> {
  const startedAt = new Date().toISOString();
  const loadBefore = loadavg();
  const profile = scaled(readProfile(options.profile), options);
  const out = options.out || join(ROOT, '.data', 'load');
  const name = `${startedAt.slice(0, 19).replaceAll(':', '-')}-${options.profile}`;
  const folder = join(out, name);
  mkdirSync(folder, { recursive: true });
  const system = await startSystem(options);
  await releases.hold('the cluster', system.stop);
  const script = composeScript(profile, options, system.url);
  writeFileSync(join(folder, 'script.json'), JSON.stringify(script, null, 2));
  writeFileSync(join(folder, 'processor.ts'), processorSource());
  // Artillery makes a CommonJS bundle, and the nearest manifest says what a `.js` file is.
  writeFileSync(join(folder, 'package.json'), '{ "type": "commonjs" }\n');
  const limitSeconds = longestRun(profile);
  say(`${options.profile} against ${system.about}, at most ${Math.ceil(limitSeconds / 60)} minutes`);
  const before = system.ops.length > 0 ? await scrape(system.ops) : null;
  const end = await runArtillery({
    artillery: options.artillery,
    folder,
    limitSeconds,
    report: say,
    releases,
  });
  const servers = before && { before, after: await scrape(system.ops) };
  const report = buildReport({
    options,
    profile,
    startedAt,
    loadBefore,
    target: system.about,
    artilleryVersion: artilleryVersion(options.artillery),
    folder,
    end,
    servers,
  });
  for (const leftover of LEFTOVERS) rmSync(join(folder, leftover), { recursive: true, force: true });
  writeFileSync(join(out, `${name}.json`), `${JSON.stringify(report, null, 2)}\n`);
  writeFileSync(join(out, `${name}.md`), markdown(report));
  say(`\n${markdown(report)}\nThe report: ${join(out, `${name}.md`)}`);
  return report.passed;
}
