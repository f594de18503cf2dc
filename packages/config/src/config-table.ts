import type { Slice } from './parse-config.js';

/** The Markdown table of the settings, for the README; compared with it by a test. */
export function configTable(slice: Slice): string {
  const rows = Object.values(slice).map(
    ({ env, fallback, secret, doc }) =>
      `| \`${env}\` | ${secret ? '' : fallback ? `\`${fallback}\`` : ''} | ${doc} |`,
  );
  return ['| variable | default | meaning |', '|---|---|---|', ...rows].join('\n');
}
