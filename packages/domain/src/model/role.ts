export const ROLES = ['owner', 'admin', 'member'] as const;
/** What a member may do in a room, most first. */
export type Role = (typeof ROLES)[number];
