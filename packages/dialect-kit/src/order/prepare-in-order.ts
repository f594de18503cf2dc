/** Per socket, the preparation that the next one waits for; gone as soon as none is under way. */
const tails = new Map<string, Promise<void>>();

/**
 * Keeps the sends of a socket in the order of their arrival although one takes longer to prepare (its files are stored, its room is looked
 * for): everything behind it waits. A send with nothing to prepare and nothing before it goes straight on.
 */
export function prepareInOrder<T>(lane: string, prepare: () => Promise<T>): Promise<T>;
export function prepareInOrder<T>(lane: string, prepare: (() => Promise<T>) | null): Promise<T | null>;
export function prepareInOrder<T>(lane: string, prepare: (() => Promise<T>) | null): Promise<T | null> {
  const before = tails.get(lane);
  if (!before && !prepare) return Promise.resolve(null);
  const prepared = (before ?? Promise.resolve()).then(() => prepare?.() ?? null);
  const forget = (): void => {
    if (tails.get(lane) === tail) tails.delete(lane);
  };
  // A failed preparation fails its own send only.
  const tail: Promise<void> = prepared.then(forget, forget);
  tails.set(lane, tail);
  return prepared;
}
