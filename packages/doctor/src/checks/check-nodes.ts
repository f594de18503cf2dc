import { createHash } from 'node:crypto';
import { type Finding, fail, ok, skipped, warn } from '../finding.js';
import { type Answer, ask } from '../net/ask.js';
import type { Target } from '../target.js';

const [CLOCK, VERSIONS] = ['clock', 'versions'];
const SAMPLES = 8;
/** What differs between versions and says nothing about a node: the documents of its APIs. */
const DOCUMENTS = ['/api/v1/openapi.json', '/docs/channels/asyncapi.json'];
/** As far as tokens are concerned, clocks may differ by so many seconds. */
const TOLERATED_SECONDS = 5;
const SYNCHRONISE =
  'Run chrony or systemd-timesyncd on every machine; tokens, presence and file URLs go by the time.';

/** Asks often, each time on a connection of its own: the answers tell the nodes' clocks and whether they are of one version. */
export async function checkNodes(target: Target): Promise<readonly Finding[]> {
  const samples = await Promise.all(
    DOCUMENTS.map((path) =>
      Promise.all(Array.from({ length: SAMPLES }, () => ask(target, { path }).catch(() => null))),
    ),
  );
  const answers = samples.map((group) => group.filter((answer) => answer?.status === 200) as Answer[]);
  return [...clockFindings(answers.flat()), ...versionFindings(answers)];
}

/** How far the clock of an answer is ahead of ours, in seconds: surely so much at least and at most. */
interface Ahead {
  readonly least: number;
  readonly most: number;
}

function clockFindings(answers: readonly Answer[]): readonly Finding[] {
  const clocks = answers.flatMap((answer) => aheadOf(answer) ?? []);
  if (clocks.length === 0) return [skipped(CLOCK, 'Answers carry no Date, so clocks cannot be compared.')];
  const findings: Finding[] = [];
  const apart = Math.max(...clocks.map(({ least }) => least)) - Math.min(...clocks.map(({ most }) => most));
  if (apart > TOLERATED_SECONDS) {
    const text = `The clocks of the nodes (or of what answers for them) differ by ${Math.round(apart)} s.`;
    findings.push(fail(CLOCK, text, SYNCHRONISE));
  }
  const wrong = clocks.map(surelyWrong).sort((a, b) => a - b);
  const middle = wrong[Math.floor(wrong.length / 2)] ?? 0;
  if (Math.abs(middle) > TOLERATED_SECONDS) {
    const way = middle > 0 ? 'ahead of' : 'behind';
    const text = `The Date of answers is ${Math.round(Math.abs(middle))} s ${way} the clock of this machine.`;
    findings.push(fail(CLOCK, text, `One of the two is wrong. ${SYNCHRONISE}`));
  }
  return findings.length > 0 ? findings : [ok(CLOCK, 'The clocks agree to within seconds.')];
}

/** The Date was written between question and answer, and is cut to the second. */
function aheadOf({ headers, askedAt, answeredAt }: Answer): Ahead | null {
  const date = Date.parse(headers.date ?? '');
  if (Number.isNaN(date)) return null;
  return { least: (date - answeredAt) / 1_000, most: (date + 1_000 - askedAt) / 1_000 };
}

function surelyWrong({ least, most }: Ahead): number {
  if (least > 0) return least;
  return Math.min(most, 0);
}

function versionFindings(answers: readonly (readonly Answer[])[]): readonly Finding[] {
  if (answers.every((group) => group.length === 0)) {
    return [skipped(VERSIONS, 'No documents are served, so versions cannot be compared.')];
  }
  const versions = answers.map(
    (group) => new Set(group.map(({ text }) => createHash('sha256').update(text).digest('hex'))).size,
  );
  if (Math.max(...versions) <= 1) return [ok(VERSIONS, 'All nodes that answered serve the same API.')];
  return [
    warn(
      VERSIONS,
      'Nodes of different versions answer: their API documents differ.',
      'Finish the rollout or roll back; only versions that follow each other may run side by side, and not for long.',
    ),
  ];
}
