import { DOORS, type Door, upgradePath } from '../doors.js';
import { type Finding, fail, ok } from '../finding.js';
import { isProblem, statusInWords } from '../net/in-words.js';
import { tryUpgrade, type UpgradeAnswer } from '../net/try-upgrade.js';
import type { Target } from '../target.js';

const CHECK = 'websocket';
/** What a load balancer needs for WebSockets. */
export const PASS_ON =
  'Let the load balancer speak HTTP/1.1 to the gateways and pass `Upgrade` and `Connection` on (nginx: proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade").';

/** Whether a WebSocket gets through to each dialect. */
export async function checkDoors(target: Target): Promise<readonly Finding[]> {
  const findings = await Promise.all(DOORS.map((door) => checkDoor(target, door)));
  const wrong = findings.filter((finding) => finding !== null);
  if (wrong.length === 0) return [ok(CHECK, `WebSockets reach all ${DOORS.length} doors.`)];
  return wrong;
}

async function checkDoor(target: Target, door: Door): Promise<Finding | null> {
  const answer = await tryUpgrade(target, upgradePath(door)).catch((error: Error) => error);
  const subject = `A WebSocket for ${door.dialect} (${door.path})`;
  if (answer instanceof Error) {
    return fail(CHECK, `${subject}: the other side ${answer.message}.`, PASS_ON);
  }
  if (answer.status === 101) {
    if (answer.isGenuine) return null;
    return fail(
      CHECK,
      `${subject} is opened by something that is no gateway.`,
      'The load balancer must not answer upgrades itself.',
    );
  }
  if (answer.status === 401 && door.requiresToken && isProblem(answer)) return null;
  return refused(subject, answer);
}

function refused(subject: string, answer: UpgradeAnswer): Finding {
  const { status, text } = answer;
  if (text.includes('No WebSocket lives at this path')) {
    return fail(
      CHECK,
      `${subject} arrives at a gateway under another path.`,
      'The load balancer must not rewrite paths.',
    );
  }
  if (hasLostUpgrade(answer)) {
    return fail(
      CHECK,
      `${subject} arrives at a gateway as a plain request: its Upgrade header was lost on the way.`,
      PASS_ON,
    );
  }
  if (status === 426) {
    return fail(CHECK, `${subject} is answered with 426: something between wants another protocol.`, PASS_ON);
  }
  return fail(
    CHECK,
    `${subject} ${statusInWords(answer)}.`,
    status >= 500
      ? 'Look at /readyz of the gateways and at the log of the load balancer.'
      : 'See which rule of the load balancer (or of a firewall before it) answers this.',
  );
}

/** A gateway answers a plain request to a raw door with 404, to one of Engine.IO with its code 3, and to `/` with its page. */
function hasLostUpgrade(answer: UpgradeAnswer): boolean {
  const { status, text } = answer;
  if (status === 404) return isProblem(answer);
  if (status === 400) return /"code":\s*[03]\b/.test(text);
  return status === 200 && text.includes('<title>Crosstalk</title>');
}
