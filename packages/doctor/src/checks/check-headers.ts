import { type Finding, ok, skipped, warn } from '../finding.js';
import { ask } from '../net/ask.js';
import type { Target } from '../target.js';

const CHECK = 'headers';
const GUARDS = ['x-content-type-options', 'content-security-policy', 'referrer-policy'];
const TELLTALE = ['server', 'x-powered-by'];

/** What the gateway says to protect browsers must come through, and nothing must tell which versions run. */
export async function checkHeaders(target: Target): Promise<readonly Finding[]> {
  const answer = await ask(target, { path: '/docs' }).catch(() => null);
  if (answer?.status !== 200) return [skipped(CHECK, 'The pages under /docs are not served.')];
  const lost = GUARDS.filter((name) => answer.headers[name] === undefined);
  const told = TELLTALE.filter((name) => /\d+\.\d+/.test(String(answer.headers[name] ?? '')));
  const findings = [
    ...(lost.length > 0
      ? [
          warn(
            CHECK,
            `Headers that protect browsers are lost on the way: ${lost.join(', ')}.`,
            'The load balancer must keep the headers of answers.',
          ),
        ]
      : []),
    ...(told.length > 0
      ? [
          warn(
            CHECK,
            `Answers tell the version of what is in front: ${told.map((name) => `${name}: ${answer.headers[name]}`).join(', ')}.`,
            'Switch that off (nginx: server_tokens off).',
          ),
        ]
      : []),
  ];
  return findings.length > 0 ? findings : [ok(CHECK, 'Headers that protect browsers come through.')];
}
