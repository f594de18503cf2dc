import type { TenantId, UserId } from '../ids.js';
import type { User } from '../model/user.js';

/** Stands in for a profile that is not stored any more, so that what the person wrote can still be shown. */
export function unknownUser(id: UserId, tenant: TenantId): User {
  return {
    id,
    tenant,
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
