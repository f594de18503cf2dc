/** @module The rules of deploy/prometheus, as data. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { ROOT, readText } from '../docs/pages.js';

export const FOLDER = 'deploy/prometheus';

export interface Rule {
  readonly record?: string;
  readonly alert?: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

export interface Alert extends Rule {
  readonly alert: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

export interface RuleGroup {
  readonly name: string;
  readonly rules: readonly Rule[];
}

export interface RuleFile {
  readonly path: string;
  readonly groups: readonly RuleGroup[];
}

export function yamlFiles(folder: string): readonly string[] {
  return readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith('.yml'))
    .sort()
    .map((name) => `${folder}/${name}`);
}

/** All files of rules, recording rules first: the rest asks for what they record. */
export function ruleFiles(): readonly RuleFile[] {
  const files = yamlFiles(`${FOLDER}/rules`).map((path) => ({
    path,
    ...(parse(readText(path)) as { groups: readonly RuleGroup[] }),
  }));
  const records = ({ groups }: RuleFile): boolean =>
    groups.some(({ rules }) => rules.some(({ record }) => record));
  return [...files.filter(records), ...files.filter((file) => !records(file))];
}

export function allRules(): readonly Rule[] {
  return ruleFiles().flatMap(({ groups }) => groups.flatMap(({ rules }) => rules));
}

export function alerts(): readonly Alert[] {
  return allRules().filter((rule): rule is Alert => rule.alert !== undefined);
}
