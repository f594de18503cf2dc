import { runCommand } from '../process/run-command.js';
import type { BinaryKind } from './binary-kind.js';
import type { FoundBinary } from './resolve-step.js';

const VERSION_LIMIT_MS = 10_000;

/**
 * Asks a program for its version: that alone shows that it starts on this machine (libc, processor).
 *
 * @throws Error when it does not start, is another program or is too old.
 */
export async function verifyBinary(
  kind: BinaryKind,
  path: string,
  environment: NodeJS.ProcessEnv,
): Promise<Omit<FoundBinary, 'source'>> {
  const { stdout, stderr } = await runCommand({
    command: path,
    arguments: ['--version'],
    environment,
    limitMs: VERSION_LIMIT_MS,
  });
  const version = kind.readVersion(stdout + stderr);
  if (version === undefined) throw new Error(`${path} does not look like ${kind.title}`);
  if (Number.parseInt(version, 10) < kind.minimumMajor) {
    throw new Error(`${path} is version ${version}, ${kind.minimumMajor}.0 or later is needed`);
  }
  return { path, version };
}
