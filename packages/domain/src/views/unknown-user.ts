import { DEFAULT_TENANT, type UserId } from '../ids.js';
import type { User } from '../model/user.js';

/** Stands in for a profile that is not stored any more, so that what the person wrote can still be shown. */
export function unknownUser(id: UserId): User {
  return {
    id,
    tenant: DEFAULT_TENANT,
    externalId: null,
    email: null,
    firstName: 'Unknown',
    lastName: null,
    middleName: null,
    phone: null,
    photo: null,
    createdAt: 0,
    lastSeen: null,
  };
}
