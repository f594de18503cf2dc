/**
 * Milliseconds that each stage of a database operation may take. Together they bound every call: with MongoDB away a caller gets
 * `unavailable` after `serverSelection` (a dead server) or two times `socket` (a silent one; the driver tries once more).
 */
export const TIME_LIMITS_MS = {
  connect: 2_000,
  serverSelection: 2_000,
  /** Below the time that a readiness check has, so that its answer can say who is away. */
  ping: 1_000,
  poolQueue: 3_000,
  socket: 5_000,
  /** Enforced by the server, below `socket` so that a slow query ends there too and not only here. */
  read: 4_000,
  majority: 4_000,
  transaction: 6_000,
} as const;
