import { cpus } from 'node:os';
import { threadId } from 'node:worker_threads';
import { byDialect, type DialectName } from './dialects.js';
import type { Population, Seat } from './population.js';

/** How many threads Artillery 2.0 takes on one machine. */
export const WORKERS = Math.max(1, cpus().length - 1);

const turns = new Map<DialectName, number>();
let seats: Readonly<Record<DialectName, readonly Seat[]>> | undefined;

/**
 * The next seat of a dialect, room after room. Each thread has rooms of its own, so that its ledger knows every message in them; when
 * there are more users than seats, a person has several devices.
 */
export function chooseSeat(dialect: DialectName, population: Population): Seat {
  seats ??= seatsOf(population.filter((_, index) => index % WORKERS === threadId % WORKERS));
  const turn = turns.get(dialect) ?? 0;
  turns.set(dialect, turn + 1);
  const all = seats[dialect];
  const seat = all[turn % all.length];
  if (!seat) throw new Error(`there is no seat for ${dialect}`);
  return seat;
}

/** The first seat of every room, then the second of every room, and so on. */
function seatsOf(rooms: Population): Readonly<Record<DialectName, readonly Seat[]>> {
  return byDialect((dialect) => {
    const most = Math.max(0, ...rooms.map((room) => room[dialect].length));
    return Array.from({ length: most }).flatMap((_, place) =>
      rooms.flatMap((room) => room[dialect][place] ?? []),
    );
  });
}
