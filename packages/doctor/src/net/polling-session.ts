import type { Door } from '../doors.js';
import type { Target } from '../target.js';
import { type Answer, ask } from './ask.js';

/** An Engine.IO session by long polling (its protocol 4), every request on a connection of its own. */
export interface PollingSession {
  readonly sid: string;
  /** As a `Cookie` header; empty when none was set, or none is kept. */
  readonly cookie: string;
}

const NOTHING = '6';
const CLOSE = '1';

/** @returns the answer itself when no session came of it. @throws Unreachable */
export async function openPolling(
  target: Target,
  door: Door,
  keepCookies: boolean,
): Promise<PollingSession | Answer> {
  const answer = await ask(target, { path: pollingPath(door) });
  const sid = answer.status === 200 ? /^0\{.*?"sid":"([^"]+)"/.exec(answer.text)?.[1] : undefined;
  if (sid === undefined) return answer;
  const cookies = (answer.headers['set-cookie'] ?? []).map((cookie) => cookie.split(';')[0]);
  return { sid, cookie: keepCookies ? cookies.join('; ') : '' };
}

/** Sends a packet that means nothing. @throws Unreachable */
export function sendNothing(target: Target, door: Door, session: PollingSession): Promise<Answer> {
  return send(target, door, { session, packet: NOTHING });
}

export async function closePolling(target: Target, door: Door, session: PollingSession): Promise<void> {
  await send(target, door, { session, packet: CLOSE }).catch(() => undefined);
}

/** Engine.IO's error 1. */
export function isUnknownSession({ text }: Pick<Answer, 'text'>): boolean {
  return text.includes('Session ID unknown');
}

export function pollingPath({ path }: Door, sid?: string): string {
  const query = `EIO=4&transport=polling&t=${Math.random().toString(36).slice(2)}`;
  return `${path}?${query}${sid === undefined ? '' : `&sid=${encodeURIComponent(sid)}`}`;
}

function send(
  target: Target,
  door: Door,
  { session, packet }: { readonly session: PollingSession; readonly packet: string },
): Promise<Answer> {
  return ask(target, {
    method: 'POST',
    path: pollingPath(door, session.sid),
    body: packet,
    headers: {
      'content-type': 'text/plain;charset=UTF-8',
      ...(session.cookie === '' ? {} : { cookie: session.cookie }),
    },
  });
}
