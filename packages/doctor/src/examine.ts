import { checkDoors } from './checks/check-doors.js';
import { checkHeaders } from './checks/check-headers.js';
import { checkIdle } from './checks/check-idle.js';
import { checkNodes } from './checks/check-nodes.js';
import { checkOperations } from './checks/check-operations.js';
import { checkOrigins } from './checks/check-origins.js';
import { checkPolling } from './checks/check-polling.js';
import { checkReach } from './checks/check-reach.js';
import { checkTalk } from './checks/check-talk.js';
import { checkTls } from './checks/check-tls.js';
import { checkUploads } from './checks/check-uploads.js';
import { type Finding, skipped } from './finding.js';
import type { DoctorOptions } from './options.js';
import { type Target, targetOf } from './target.js';

type Check = (target: Target) => Promise<readonly Finding[]>;

/** What there is to look at, in the order of the report. */
const CHECKS: Readonly<Record<string, Check>> = {
  websocket: checkDoors,
  polling: checkPolling,
  origins: checkOrigins,
  nodes: checkNodes,
  uploads: checkUploads,
  headers: checkHeaders,
  operations: checkOperations,
  talk: checkTalk,
  idle: checkIdle,
};

/** Looks at everything. Never throws for what the deployment does: that is a finding. */
export async function examine(options: DoctorOptions): Promise<readonly Finding[]> {
  const target = targetOf(options);
  const first = [...(await checkTls(target)), ...(await checkReach(target))];
  if (first.some(({ check, verdict }) => check === 'reachable' && verdict === 'fail')) {
    return [...first, skipped('the rest', 'Nothing else was looked at.')];
  }
  const isTrusted = !first.some(({ check, verdict }) => check === 'tls' && verdict === 'fail');
  const findings: Finding[] = [];
  for (const [name, check] of Object.entries(CHECKS)) {
    // Tokens are not for whoever sits behind a certificate that cannot be trusted.
    const isUnsafe = name === 'talk' && target.isTls && !isTrusted && options.tokens.length > 0;
    findings.push(
      ...(isUnsafe
        ? [skipped(name, 'The tokens were not sent over TLS that is not trusted.')]
        : await check(target)),
    );
  }
  return [...first, ...findings];
}
