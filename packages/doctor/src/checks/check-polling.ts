import { type Door, POLLING_DOORS } from '../doors.js';
import { type Finding, fail, ok } from '../finding.js';
import type { Answer } from '../net/ask.js';
import { statusInWords } from '../net/in-words.js';
import {
  closePolling,
  isUnknownSession,
  openPolling,
  type PollingSession,
  sendNothing,
} from '../net/polling-session.js';
import { upgradePolling } from '../net/upgrade-polling.js';
import type { Target } from '../target.js';
import { PASS_ON } from './check-doors.js';

const CHECK = 'polling';
const SESSIONS = 4;
const REQUESTS = 6;
const STICK =
  'Make the load balancer keep a session on its gateway (a cookie, or a hash of the client address), or have all clients use the WebSocket transport only.';

interface Trial {
  /** Of requests that belong to a session: how many a node did not know it for. */
  readonly lost: number;
  readonly asked: number;
  readonly sids: readonly string[];
  readonly usesCookie: boolean;
  /** An answer or a failure that ended a trial. */
  readonly stopped: string | null;
}

/** Whether clients that poll find their session again, on connections of their own, with and without cookies. */
export async function checkPolling(target: Target): Promise<readonly Finding[]> {
  return (await Promise.all(POLLING_DOORS.map((door) => checkDoor(target, door)))).flat();
}

async function checkDoor(target: Target, door: Door): Promise<readonly Finding[]> {
  const subject = `Polling for ${door.dialect} (${door.path})`;
  const trial = await tryOut(target, door, true);
  if (trial.stopped !== null) {
    return [
      fail(
        CHECK,
        `${subject} ${trial.stopped}.`,
        'Pass GET and POST with their query on to the gateways as they are.',
      ),
    ];
  }
  if (new Set(trial.sids).size < trial.sids.length) {
    return [
      fail(
        CHECK,
        `${subject}: two clients got one session, so something answers from a cache.`,
        'Switch caching off for this path.',
      ),
    ];
  }
  if (trial.lost > 0) {
    return [
      fail(
        CHECK,
        `${subject}: ${trial.lost} of ${trial.asked} requests went to a node that does not know their session («Session ID unknown»): there is no stickiness.`,
        STICK,
      ),
    ];
  }
  const fault = await upgradePolling(target, door);
  if (fault !== null) {
    const text = `${subject} works, but its upgrade to a WebSocket does not: it ${fault.reason}.`;
    return [fail(CHECK, text, fault.isLost ? STICK : PASS_ON)];
  }
  if (!trial.usesCookie) return [ok(CHECK, `${subject} finds its session again, without cookies.`)];
  const without = await tryOut(target, door, false);
  const needs =
    without.lost > 0
      ? ' by a cookie; clients that keep none must use the WebSocket transport'
      : ', also without the cookie';
  return [ok(CHECK, `${subject} finds its session again${needs}.`)];
}

async function tryOut(target: Target, door: Door, keepCookies: boolean): Promise<Trial> {
  try {
    const opened = await Promise.all(
      Array.from({ length: SESSIONS }, () => openPolling(target, door, keepCookies)),
    );
    const refused = opened.find((each) => 'status' in each);
    if (refused) return stopped(statusInWords(refused as Answer));
    const sessions = opened as PollingSession[];
    const answers = (await Promise.all(sessions.map((session) => useSession(target, door, session)))).flat();
    const odd = answers.find((answer) => answer.status !== 200 && !isUnknownSession(answer));
    if (odd) return stopped(statusInWords(odd));
    return {
      lost: answers.filter(isUnknownSession).length,
      asked: answers.length,
      sids: sessions.map(({ sid }) => sid),
      usesCookie: sessions.some(({ cookie }) => cookie !== ''),
      stopped: null,
    };
  } catch (error) {
    return stopped(error instanceof Error ? error.message : String(error));
  }
}

async function useSession(target: Target, door: Door, session: PollingSession): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  for (let count = 0; count < REQUESTS; count += 1) answers.push(await sendNothing(target, door, session));
  await closePolling(target, door, session);
  return answers;
}

function stopped(reason: string): Trial {
  return { lost: 0, asked: 0, sids: [], usesCookie: false, stopped: reason };
}
