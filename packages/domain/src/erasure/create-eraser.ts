import { ERASURE_KINDS, type Erasure, type ErasureKind, type ErasurePlace } from '../model/erasure.js';
import { closeAccount } from './close-account.js';
import { atOnce, type EraserPorts, type ErasureStep } from './erasure-step.js';
import { eraseFiles } from './steps/erase-files.js';
import { eraseMessages } from './steps/erase-messages.js';
import { eraseRooms } from './steps/erase-rooms.js';
import { eraseTraces } from './steps/erase-traces.js';

export type { EraserPorts } from './erasure-step.js';

/** Total, so that a new kind of data does not compile before it is erased. */
const STEPS: Readonly<Record<ErasureKind, ErasureStep>> = {
  profile: atOnce(
    async () => 1,
    (ports, { userId, askedAt }) => closeAccount(ports, userId, askedAt),
  ),
  sessions: atOnce(
    (ports, { userId }) => ports.refreshTokenStore.countOf(userId),
    (ports, { userId }) => ports.refreshTokenStore.deleteOf(userId),
  ),
  push_subscriptions: atOnce(
    async (ports, { userId }) => (await ports.pushSubscriptions.ofUsers([userId])).length,
    async (ports, { userId }) => {
      for (const { id } of await ports.pushSubscriptions.ofUsers([userId])) {
        await ports.pushSubscriptions.drop(id);
      }
    },
  ),
  notification_settings: atOnce(
    async (ports, { userId }) => (await ports.notificationSettings.findMany([userId])).size,
    (ports, { userId }) => ports.notificationSettings.delete(userId),
  ),
  rooms: eraseRooms,
  messages: eraseMessages,
  reactions_and_mentions: eraseTraces,
  files: eraseFiles,
};

/**
 * Runs an erasure from where it is to its end. Killed at any instant it goes on there; two runs at once end as one, since each part is claimed
 * before it is removed and only one of them gets it. `signal` ends it between two parts.
 */
export function createEraser(
  ports: EraserPorts,
): (id: string, signal?: { throwIfAborted(): void }) => Promise<'done' | 'not mine'> {
  return async (id, signal) => {
    let erasure = await ports.erasures.find(id);
    while (erasure !== null && erasure.finishedAt === null) {
      signal?.throwIfAborted();
      await removeClaimed(ports, erasure);
      const claim = await nextClaim(ports, erasure);
      if (claim === null) {
        await ports.erasures.finish(id, ports.clock.now());
        return 'done';
      }
      erasure = await ports.erasures.save(erasure, claim);
    }
    return erasure === null ? 'not mine' : 'done';
  };
}

function removeClaimed(ports: EraserPorts, erasure: Erasure): Promise<void> {
  const { place } = erasure;
  return place === null ? Promise.resolve() : STEPS[place.kind].remove(ports, erasure, place.claimed);
}

/** The part after the one that was removed, of the same kind or of the next that has any; null at the end. */
async function nextClaim(
  ports: EraserPorts,
  erasure: Erasure,
): Promise<{ readonly place: ErasurePlace; readonly counts: Erasure['counts'] } | null> {
  const { place, counts } = erasure;
  const first = place === null ? 0 : ERASURE_KINDS.indexOf(place.kind);
  for (const kind of ERASURE_KINDS.slice(first)) {
    const after = place?.kind === kind ? endOf(place) : 0;
    const batch = await STEPS[kind].next(ports, erasure, after);
    if (batch === null) continue;
    const count = (counts[kind] ?? 0) + batch.count;
    return { place: { kind, after, claimed: batch.ids }, counts: { ...counts, [kind]: count } };
  }
  return null;
}

/** A part without ids is the only one of its kind. */
function endOf({ after, claimed }: ErasurePlace): number {
  return claimed.at(-1) ?? after + 1;
}
