import { DEFAULT_TENANT, type User, type UserId } from '@crosstalk/domain';

/** A complete profile; id 1, named Ann Lee, unless told otherwise. */
export function buildUser(fields: Partial<User> = {}): User {
  const id = fields.id ?? (1 as UserId);
  return {
    id,
    tenant: DEFAULT_TENANT,
    externalId: null,
    email: `user${id}@example.com`,
    firstName: 'Ann',
    lastName: 'Lee',
    middleName: null,
    phone: null,
    photo: null,
    createdAt: Date.UTC(2026, 0, 1),
    lastSeen: null,
    ...fields,
  };
}
