import { ENGINE_PATH, RAW_PATH } from '../doors.js';
import { type Finding, fail, ok } from '../finding.js';
import { type Answer, ask } from '../net/ask.js';
import { tryUpgrade, type UpgradeAnswer } from '../net/try-upgrade.js';
import type { Target } from '../target.js';

const CHECK = 'origins';
/** A name that nobody can have (RFC 2606). */
const FOREIGN = 'https://doctor.invalid';
const API = '/api/v1/openapi.json';
const SHUT =
  'Set CORS_ORIGINS to the origins of your pages; the load balancer must pass `Origin` and `Host` on as they are and add no CORS headers of its own.';
const OPEN =
  'Add it to CORS_ORIGINS on every gateway, and let the load balancer pass `Origin` and `Host` on as they are and OPTIONS through.';

/** Pages of other sites are refused at every kind of door, those of one's own let in. */
export async function checkOrigins(target: Target): Promise<readonly Finding[]> {
  const { origin } = target.options;
  const [foreign, own] = await Promise.all([admissions(target, FOREIGN), admissions(target, origin)]);
  const open = foreign.filter(({ verdict }) => verdict === 'in').map(({ door }) => door);
  const shut = own.filter(({ verdict }) => verdict === 'out').map(({ door }) => door);
  const findings: Finding[] = [];
  if (open.length > 0) {
    const text = `Pages of any site may use the API of who visits them: a foreign origin is let in at ${open.join(', ')}.`;
    findings.push(fail(CHECK, text, SHUT));
  }
  if (shut.length > 0) {
    findings.push(fail(CHECK, `Pages of ${origin} are refused at ${shut.join(', ')}.`, OPEN));
  }
  if (findings.length > 0) return findings;
  return [ok(CHECK, `Pages of ${origin} are let in, those of a foreign origin refused.`)];
}

interface Admission {
  readonly door: string;
  /** Null: neither let in nor refused for its origin. */
  readonly verdict: 'in' | 'out' | null;
}

async function admissions(target: Target, origin: string): Promise<readonly Admission[]> {
  const headers = { origin };
  const upgrade = (path: string) => tryUpgrade(target, path, headers).then(admissionOf, () => null);
  const request = (method: string, more: object = {}) =>
    ask(target, { path: API, method, headers: { ...headers, ...more } }).then(
      (answer) => shareOf(answer, { origin, method }),
      () => null,
    );
  const [raw, engine, rest, preflight] = await Promise.all([
    upgrade(RAW_PATH),
    upgrade(`${ENGINE_PATH}?EIO=4&transport=websocket`),
    request('GET'),
    request('OPTIONS', {
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization',
    }),
  ]);
  return [
    { door: 'raw WebSockets', verdict: raw },
    { door: 'Socket.IO', verdict: engine },
    { door: 'REST', verdict: rest },
    { door: 'the preflight of REST', verdict: preflight },
  ];
}

function admissionOf({ status }: UpgradeAnswer): Admission['verdict'] {
  if (status === 101) return 'in';
  return status === 403 ? 'out' : null;
}

/** Whether a browser would show the answer to a page of the origin (Fetch standard, CORS check). */
function shareOf(
  { status, headers }: Answer,
  { origin, method }: { readonly origin: string; readonly method: string },
): Admission['verdict'] {
  if (status >= 500) return null;
  const allowed = headers['access-control-allow-origin'];
  if (status < 400 && (allowed === '*' || allowed === origin)) return 'in';
  // A page that may not read the answer has written all the same.
  return origin === FOREIGN && method === 'GET' && status < 400 ? 'in' : 'out';
}
