import { readFileSync } from 'node:fs';

/** The version of the running build, as the manifest of this package has it; all packages are released together. */
export function buildVersion(): string {
  const manifest = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { readonly version: string }).version;
}
