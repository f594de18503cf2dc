import { examine } from './examine.js';
import type { Finding, Verdict } from './finding.js';
import { doctorOptions, USAGE, UsageError } from './options.js';

/** sysexits(3): wrong words on the command line. */
const EX_USAGE = 64;
const MARKS: Readonly<Record<Verdict, string>> = { ok: 'ok', warn: 'WARN', fail: 'FAIL', skipped: '–' };

/**
 * `npm run doctor`.
 * @returns the exit code: 0 when nothing fails, 1 when something does, 64 for wrong words
 */
export async function runDoctor(words: readonly string[], write: (text: string) => void): Promise<number> {
  if (words.includes('--help')) {
    write(`${USAGE}\n`);
    return 0;
  }
  try {
    const options = doctorOptions(words);
    const findings = await examine(options);
    write(
      options.json ? `${JSON.stringify({ url: options.url.href, findings }, null, 2)}\n` : inLines(findings),
    );
    return findings.some(({ verdict }) => verdict === 'fail') ? 1 : 0;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    write(`${error.message}\n`);
    return EX_USAGE;
  }
}

function inLines(findings: readonly Finding[]): string {
  const lines = findings.flatMap(({ check, verdict, text, advice }) => [
    `${MARKS[verdict].padEnd(5)}${check.padEnd(12)}${text}`,
    ...(advice === undefined ? [] : [`${' '.repeat(17)}→ ${advice}`]),
  ]);
  const count = (wanted: Verdict): number => findings.filter(({ verdict }) => verdict === wanted).length;
  const sum = `${count('ok')} ok, ${count('warn')} to look at, ${count('fail')} wrong, ${count('skipped')} skipped`;
  return `${[...lines, '', sum].join('\n')}\n`;
}
