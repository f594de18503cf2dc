import { spawnSync } from 'node:child_process';
import { ROOT } from './root.mjs';

/**
 * Runs a command, in the root of the clone unless another folder is given.
 *
 * @param {string} command
 * @param {readonly string[]} rest
 * @param {{ quiet?: boolean, cwd?: string, env?: Record<string, string> }} options quiet: the output is shown only after a failure
 * @returns {boolean} whether it exited with 0
 */
export function runTool(command, rest, options = {}) {
  const answer = spawnSync(command, rest, {
    cwd: options.cwd ?? ROOT,
    env: { ...process.env, ...options.env },
    stdio: options.quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
    maxBuffer: 64 * 1024 * 1024,
  });
  if (answer.error) console.error(`${command}: ${answer.error.message}`);
  if (answer.signal === 'SIGINT') process.exit(130);
  const ok = answer.status === 0;
  if (!ok && options.quiet) process.stderr.write(`${answer.stdout ?? ''}${answer.stderr ?? ''}`);
  return ok;
}
