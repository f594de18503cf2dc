import type { Channel } from '../events/channel.js';
import type { AnyEvent } from '../events/domain-event.js';

export interface EventPublisher {
  /**
   * Tells the channel: this node's connections at once, other nodes through Redis. Never throws and never waits; a publish that is
   * lost is healed from storage (messages) or by the next event (the rest).
   */
  publish(channel: Channel, event: AnyEvent): void;
}
