/** @module The programs that the tests of the manifests and of the Dockerfile call: found, never fetched. `.ci/install-manifest-tools` fetches them. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { TOOLS_REQUIRED } from '@crosstalk/testing';
import type { Context } from 'mocha';

const TIME_LIMIT_MS = 60_000;
const OLDEST_KUSTOMIZE = 5;
const { CROSSTALK_CACHE } = process.env;
const cache = join(CROSSTALK_CACHE || join(homedir(), '.cache', 'crosstalk'), 'manifest-tools');

export interface Tool {
  readonly command: string;
  readonly rest: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

export interface Outcome {
  readonly ok: boolean;
  readonly output: string;
  /** Everything that was said on both streams. */
  readonly said: string;
}

export function runTool(tool: Tool, ...rest: readonly string[]): Outcome {
  const { status, stdout, stderr, error } = spawnSync(tool.command, [...tool.rest, ...rest], {
    encoding: 'utf8',
    timeout: TIME_LIMIT_MS,
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, ...tool.environment },
  });
  const said = error ? error.message : `${stdout}${stderr}`;
  return { ok: status === 0, output: stdout ?? '', said };
}

/** `kustomize build` or `kubectl kustomize`, version 5 or later. */
export function findKustomize(): Tool | undefined {
  const fetched = join(cache, 'bin', 'kustomize');
  const candidates: readonly (readonly [Tool, Tool])[] = [
    ...(existsSync(fetched) ? [named(fetched)] : []),
    named('kustomize'),
    [
      { command: 'kubectl', rest: ['version', '--client'] },
      { command: 'kubectl', rest: ['kustomize'] },
    ],
  ];
  return candidates.find(([version]) => {
    const { ok, output } = runTool(version);
    const major =
      /^(?:Kustomize Version: )?v(\d+)\./m.exec(output.replace(/^Client Version: .*$/m, ''))?.[1] ?? 0;
    // A build by `go install` may not know its own number.
    return ok && (Number(major) >= OLDEST_KUSTOMIZE || output.trim() === '(devel)');
  })?.[1];
}

function named(command: string): readonly [Tool, Tool] {
  return [
    { command, rest: ['version'] },
    { command, rest: ['build'] },
  ];
}

/** `kubernetes-validate` with the schemas of Kubernetes in it. */
export function findValidator(): Tool | undefined {
  const fetched = join(cache, 'python');
  const path = existsSync(fetched) ? { PYTHONPATH: fetched } : {};
  const tool: Tool = { command: 'python3', rest: ['-m', 'kubernetes_validate'], environment: path };
  return runTool(tool, '--version').ok ? tool : undefined;
}

/** The linter of Dockerfiles. */
export function findHadolint(): Tool | undefined {
  const candidates = [join(cache, 'hadolint', 'bin', 'hadolint'), 'hadolint'];
  return candidates.map((command) => ({ command, rest: [] })).find((tool) => runTool(tool, '--version').ok);
}

/** The tool. Without it the tests of the suite are pending, or fail where `.ci/run` was to fetch it. */
export function demand(context: Context, tool: Tool | undefined, name: string): Tool {
  if (tool) return tool;
  if (TOOLS_REQUIRED) {
    throw new Error(`${name} is missing; .ci/install-manifest-tools was to fetch it, see its output`);
  }
  return context.skip();
}
