import { ChatError, invalidField } from '../errors.js';
import type { Actor, User } from '../model/user.js';
import type { HostSite } from '../ports/host-sites.js';
import { checkText } from '../text/check-text.js';

const VISITOR_PREFIX = 'visitor:';
const ID_LENGTH = 256;

/** Whether an external id is one of a trusted site's people, who are nobody else. A token that claims one is refused. */
export function isVisitorId(externalId: string): boolean {
  return externalId.startsWith(VISITOR_PREFIX);
}

/**
 * The external id under which the site's person is stored. Anyone who knows the key of a trusted site may claim any id, so its people have ids
 * that no token can have. @throws ChatError `invalid`
 */
export function visitorIdOf(site: HostSite, given: string): string {
  const id = checkText(given.trim(), { field: 'externalId', min: 1, max: ID_LENGTH });
  if (site.identity === 'trusted') return `${VISITOR_PREFIX}${id}`;
  if (isVisitorId(id)) throw invalidField('externalId', `must not begin with ${VISITOR_PREFIX}`);
  return id;
}

/** The id that the host site or token issuer gave this person; null for people who registered here. */
export function givenIdOf({ externalId }: Pick<User, 'externalId'>): string | null {
  return externalId !== null && isVisitorId(externalId)
    ? externalId.slice(VISITOR_PREFIX.length)
    : externalId;
}

interface Sites {
  readonly hostSites: { find(key: string): HostSite | null };
}

/** The host site of a chat key. @throws ChatError `forbidden` */
export function requireSite({ hostSites }: Sites, chatKey: string): HostSite {
  const site = hostSites.find(chatKey);
  if (site === null) throw noSuchKey();
  return site;
}

/** The same, of the caller's own system: another's key is none. @throws ChatError `forbidden` */
export function requireOwnSite(sites: Sites, { tenant }: Pick<Actor, 'tenant'>, chatKey: string): HostSite {
  const site = requireSite(sites, chatKey);
  if (site.tenant !== tenant) throw noSuchKey();
  return site;
}

function noSuchKey(): ChatError {
  return new ChatError('forbidden', 'There is no such chat key.');
}
