import type { Door } from '../doors.js';
import type { Target } from '../target.js';
import type { Answer } from './ask.js';
import { statusInWords } from './in-words.js';
import { nextFrame, openSocket } from './open-socket.js';
import { isUnknownSession, openPolling } from './polling-session.js';
import { tryUpgrade } from './try-upgrade.js';

const PROBE = '2probe';
const PROBED = '3probe';

export interface UpgradeFault {
  /** The end of a sentence about the upgrade. */
  readonly reason: string;
  /** It came to a node that does not know the session. */
  readonly isLost: boolean;
}

/** Turns a polling session into a WebSocket as Socket.IO clients do. @returns what went wrong, or null */
export async function upgradePolling(target: Target, door: Door): Promise<UpgradeFault | null> {
  try {
    const session = await openPolling(target, door, true);
    if ('status' in session) return faultOf(session);
    const path = `${door.path}?EIO=4&transport=websocket&sid=${encodeURIComponent(session.sid)}`;
    const headers: Record<string, string> = session.cookie === '' ? {} : { cookie: session.cookie };
    const answer = await tryUpgrade(target, path, headers);
    if (answer.status !== 101) return faultOf(answer);
    const socket = await openSocket(target, path, headers);
    try {
      const probed = nextFrame(socket, (text) => text === PROBED, target.patienceMs);
      socket.send(PROBE);
      await probed;
    } finally {
      socket.terminate();
    }
    return null;
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error), isLost: false };
  }
}

function faultOf(answer: Pick<Answer, 'status' | 'headers' | 'text'>): UpgradeFault {
  if (isUnknownSession(answer))
    return { reason: 'comes to a node that does not know the session', isLost: true };
  return { reason: statusInWords(answer), isLost: false };
}
