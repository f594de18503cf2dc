import type { RoomId } from '@crosstalk/domain';
import type { RoomEffectsPorts } from '../ports.js';
import { indexChanges } from './index-changes.js';

/**
 * The side effects of a room up to its present rev. Everything is set, nothing is counted up, so running it twice, or beside itself,
 * does no harm. What changes meanwhile keeps the room dirty and has a job or the sweep after this one.
 * @throws what a port throws; the room stays dirty then
 */
export async function runRoomEffects(ports: RoomEffectsPorts, roomId: RoomId): Promise<void> {
  const progress = await ports.effects.load(roomId);
  if (progress === null) return;
  // The tip first, because people wait for it; a refusal must not hold up the rest, and must not let the room be called done.
  const told = await ports.publishTip(roomId, progress.rev).then(
    () => null,
    (error: unknown) => ({ error }),
  );
  const settled = await indexChanges(ports, roomId, progress);
  if (settled === null) return;
  await ports.effects.setUnread(roomId);
  if (progress.seq > progress.notifiedSeq) await ports.notify(roomId);
  if (told !== null) throw told.error;
  await ports.effects.finish(roomId, settled);
}
