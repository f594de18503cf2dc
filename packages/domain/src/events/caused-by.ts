import type { Actor, Origin } from '../model/user.js';

/** The `origin` of an event that the actor causes; nothing when there is no socket behind the actor. */
export function causedBy(actor: Actor): { readonly origin?: Origin } {
  return actor.origin === undefined ? {} : { origin: actor.origin };
}
