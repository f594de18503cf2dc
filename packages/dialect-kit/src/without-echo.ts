import type { Actor } from '@crosstalk/domain';

/** The actor of a request whose answer does not come with the event that it causes: the event table gets no echo to answer by. */
export function withoutEcho({ origin, ...actor }: Actor): Actor {
  return origin ? { ...actor, origin: { connectionId: origin.connectionId } } : actor;
}
