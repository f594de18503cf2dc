import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { ReleaseStack } from '@crosstalk/dev-stack';

export interface ArtilleryPlan {
  /** Where Artillery is installed. */
  readonly artillery: string;
  /** Of the run: `script.json` is there, what Artillery says goes there. */
  readonly folder: string;
  readonly limitSeconds: number;
  /** Lines worth showing. */
  readonly report: (line: string) => void;
  /** Ends the run early when they are closed. */
  readonly releases: ReleaseStack;
}

/** One line of the ensure plugin. */
export interface Check {
  readonly expression: string;
  readonly isMet: boolean;
  /** Told and not enforced. */
  readonly isOptional: boolean;
}

export interface ArtilleryEnd {
  readonly exitCode: number | null;
  readonly checks: readonly Check[];
}

const CHECK = /^(ok|fail): (.*?)( \(optional\))?$/;
const NEWS = /^(Phase (started|completed)|All VUs finished|Error|WARNING|worker error)/;
const GRACE_MS = 10_000;

/** Runs `artillery run`, which writes `artillery.json` and `artillery.log`. It is killed when it takes too long. */
export async function runArtillery(plan: ArtilleryPlan): Promise<ArtilleryEnd> {
  const { folder, report } = plan;
  const program = join(packageOf(plan.artillery), 'bin', 'run');
  const child = spawn(process.execPath, [program, 'run', '--output', 'artillery.json', 'script.json'], {
    cwd: folder,
    // Not the flags of this process: a loader of TypeScript is nothing for Artillery.
    env: { ...process.env, NODE_OPTIONS: '', ARTILLERY_DISABLE_TELEMETRY: 'true', NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // Not its exit: what it wrote last may come after that.
  const closed = once(child, 'close');
  const kill = (): void => void child.kill('SIGKILL');
  await plan.releases.hold('Artillery', async () => {
    child.kill('SIGTERM');
    const grace = setTimeout(kill, GRACE_MS);
    await closed;
    clearTimeout(grace);
  });
  const log = createWriteStream(join(folder, 'artillery.log'));
  const checks: Check[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      log.write(`${line}\n`);
      if (NEWS.test(line)) report(line);
      const [, verdict, expression, optional] = CHECK.exec(line) ?? [];
      if (!expression) return;
      checks.push({ expression, isMet: verdict === 'ok', isOptional: optional !== undefined });
    });
  }
  const limit = setTimeout(() => {
    report(`Artillery has not ended within ${plan.limitSeconds} s and is killed`);
    kill();
  }, plan.limitSeconds * 1_000);
  const [exitCode] = (await closed) as [number | null];
  clearTimeout(limit);
  log.end();
  return { exitCode, checks };
}

/** @param artillery folder that it was installed in */
export function artilleryVersion(artillery: string): string {
  const { version } = JSON.parse(readFileSync(join(packageOf(artillery), 'package.json'), 'utf8'));
  return version;
}

function packageOf(artillery: string): string {
  return join(artillery, 'node_modules', 'artillery');
}
