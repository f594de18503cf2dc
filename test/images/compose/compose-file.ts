/** @module `deploy/compose.yaml` as `docker compose` reads it: anchors resolved, variables replaced. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { parse } from 'yaml';
import { ROOT, readText } from '../../docs/pages.js';

type Environment = Readonly<Record<string, string>>;

export interface Service {
  image: string;
  build?: { context: string; dockerfile: string; target: string };
  command?: string[];
  user?: string;
  restart?: string;
  init?: boolean;
  read_only?: boolean;
  privileged?: boolean;
  cap_drop?: string[];
  cap_add?: string[];
  security_opt?: string[];
  tmpfs?: string[];
  environment?: Record<string, string>;
  volumes?: string[];
  ports?: string[];
  networks?: string[];
  network_mode?: string;
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: { test: string[] };
  stop_grace_period?: string;
  logging?: { driver: string; options: Record<string, string> };
  deploy?: { resources: { limits: { cpus?: string; memory?: string; pids?: number } } };
}

export interface ComposeFile {
  services: Record<string, Service>;
  networks: Record<string, { internal?: boolean }>;
  volumes: Record<string, object>;
}

export const PATH = 'deploy/compose.yaml';
const VARIABLE = /\$\$|\$\{(\w+)(?::([-?])([^{}]*))?\}/g;

/** @throws Error for a variable that must be set and is not */
export function readCompose(environment: Environment, path = PATH): ComposeFile {
  return interpolate(parse(readText(path), { merge: true }), environment) as ComposeFile;
}

/** What `make-env.sh` writes, as `docker compose` reads it. */
export function madeEnvironment(publicUrl: string): Environment {
  const text = execFileSync(join(ROOT, 'deploy/compose/make-env.sh'), [publicUrl], { encoding: 'utf8' });
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
}

function interpolate(value: unknown, environment: Environment): unknown {
  if (typeof value === 'string') return replaceVariables(value, environment);
  if (Array.isArray(value)) return value.map((each) => interpolate(each, environment));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, interpolate(each, environment)]),
  );
}

function replaceVariables(text: string, environment: Environment): string {
  return text.replace(VARIABLE, (found, name?: string, sign?: string, word = '') => {
    if (!name) return '$';
    const value = environment[name];
    if (value) return value;
    if (sign === '-') return word;
    throw new Error(`${name} is not set: ${word || found}`);
  });
}
