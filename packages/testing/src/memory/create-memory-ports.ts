import type { Ports } from '@crosstalk/domain';
import { FixedClock } from './fixed-clock.js';
import { ManualTimers } from './manual-timers.js';
import { MemoryAccessTokens } from './memory-access-tokens.js';
import { MemoryCallBoard } from './memory-call-board.js';
import { MemoryErasureStore } from './memory-erasure-store.js';
import { MemoryFileStore } from './memory-file-store.js';
import { MemoryHostSites } from './memory-host-sites.js';
import { MemoryMemberStore } from './memory-member-store.js';
import { MemoryMessageSearch } from './memory-message-search.js';
import { MemoryMessageStore } from './memory-message-store.js';
import { MemoryNotificationSettingsStore } from './memory-notification-settings-store.js';
import { MemoryOutbound } from './memory-outbound.js';
import { MemoryPasswordHasher } from './memory-password-hasher.js';
import { MemoryPresenceBoard } from './memory-presence-board.js';
import { MemoryPreviewStore } from './memory-preview-store.js';
import { MemoryPushSubscriptionStore } from './memory-push-subscription-store.js';
import { MemoryRateLimiter } from './memory-rate-limiter.js';
import { MemoryRefreshTokenStore } from './memory-refresh-token-store.js';
import { MemoryRefreshTokens } from './memory-refresh-tokens.js';
import { MemoryRoomStore } from './memory-room-store.js';
import { MemoryUserStore } from './memory-user-store.js';
import { MemoryWebhookStore } from './memory-webhook-store.js';
import { MemoryWorld } from './memory-world.js';
import { RecordingPublisher } from './recording-publisher.js';
import { RecordingSideEffects } from './recording-side-effects.js';

interface MemoryPortsOptions {
  /** See `MemoryMemberStore`. */
  readonly cachedAccess?: boolean;
  /** Whether links have previews. */
  readonly linkPreviews?: boolean;
}

/** Every port of the domain in memory, typed as what it is, so that tests can steer time and look inside. */
export function createMemoryPorts({ cachedAccess = false, linkPreviews = false }: MemoryPortsOptions = {}) {
  const clock = new FixedClock();
  const world = new MemoryWorld(clock);
  const nextId = () => world.nextId();
  let randomIds = 0;
  return {
    world,
    clock,
    timers: new ManualTimers(clock),
    events: new RecordingPublisher(),
    messages: new MemoryMessageStore(world),
    rooms: new MemoryRoomStore(world),
    members: new MemoryMemberStore(world, { cached: cachedAccess }),
    users: new MemoryUserStore(nextId),
    refreshTokenStore: new MemoryRefreshTokenStore(),
    accessTokens: new MemoryAccessTokens(clock),
    refreshTokens: new MemoryRefreshTokens(),
    passwords: new MemoryPasswordHasher(),
    presence: new MemoryPresenceBoard(),
    hostSites: new MemoryHostSites(),
    calls: new MemoryCallBoard(clock),
    files: new MemoryFileStore(nextId, clock),
    erasures: new MemoryErasureStore(clock),
    search: new MemoryMessageSearch(world),
    sideEffects: new RecordingSideEffects(),
    outbound: new MemoryOutbound(),
    pushSubscriptions: new MemoryPushSubscriptionStore(),
    notificationSettings: new MemoryNotificationSettingsStore(),
    webhooks: new MemoryWebhookStore(nextId),
    previews: linkPreviews ? new MemoryPreviewStore(clock) : null,
    rateLimiter: new MemoryRateLimiter(clock),
    randomId: () => {
      randomIds += 1;
      return `random-${randomIds}`;
    },
  } satisfies Ports & { readonly world: MemoryWorld };
}

export type MemoryPorts = ReturnType<typeof createMemoryPorts>;
