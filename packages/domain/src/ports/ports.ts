import type { CallBoard } from './call-board.js';
import type { Clock, Timers } from './clock.js';
import type { ErasureStore } from './erasure-store.js';
import type { EventPublisher } from './event-publisher.js';
import type { FileStore } from './file-store.js';
import type { HostSites } from './host-sites.js';
import type { AccessTokens, PasswordHasher, RefreshTokens } from './identity.js';
import type { MessageSearch } from './message-search.js';
import type { MessageStore } from './message-store.js';
import type { NotificationSettingsStore } from './notification-settings-store.js';
import type { Outbound } from './outbound.js';
import type { PresenceBoard } from './presence-board.js';
import type { PreviewStore } from './preview-store.js';
import type { PushSubscriptionStore } from './push-subscription-store.js';
import type { RateLimiter } from './rate-limiter.js';
import type { MemberStore, RoomStore } from './room-store.js';
import type { SideEffects } from './side-effects.js';
import type { RefreshTokenStore, UserStore } from './user-store.js';
import type { WebhookStore } from './webhook-store.js';

/** What the domain needs of the world; the composition root fills it in. */
export interface Ports {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly events: EventPublisher;
  readonly messages: MessageStore;
  readonly rooms: RoomStore;
  readonly members: MemberStore;
  readonly users: UserStore;
  readonly refreshTokenStore: RefreshTokenStore;
  readonly accessTokens: AccessTokens;
  readonly refreshTokens: RefreshTokens;
  readonly passwords: PasswordHasher;
  readonly hostSites: HostSites;
  readonly presence: PresenceBoard;
  readonly calls: CallBoard;
  readonly files: FileStore;
  readonly search: MessageSearch;
  readonly sideEffects: SideEffects;
  readonly outbound: Outbound;
  readonly pushSubscriptions: PushSubscriptionStore;
  readonly notificationSettings: NotificationSettingsStore;
  readonly webhooks: WebhookStore;
  readonly erasures: ErasureStore;
  /** Null: links have no previews. */
  readonly previews: Pick<PreviewStore, 'findMany'> | null;
  readonly rateLimiter: RateLimiter;
  readonly randomId: () => string;
}
