import type { AnyEvent } from '@crosstalk/domain';

/** The event as other nodes get it: which socket caused it, and what that socket wants back, is known on its own node only. */
export function withoutOrigin(event: AnyEvent): AnyEvent {
  if (!('origin' in event)) return event;
  const { origin: _, ...rest } = event;
  return rest;
}
