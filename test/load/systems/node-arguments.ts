import { join } from 'node:path';
import type { BenchSettings } from './system.js';

/** Arguments of node itself for one measured process. */
export function nodeArguments({ profile, folder }: BenchSettings, name: string): string[] {
  if (!profile) return [];
  return ['--cpu-prof', `--cpu-prof-dir=${join(folder, 'profiles')}`, `--cpu-prof-name=${name}.cpuprofile`];
}
