import { BoundedLane } from '@crosstalk/cluster';
import type { Delivery, Knowledge } from '@crosstalk/dialect-kit';
import { type Channel, type DomainEvent, presenceChannel, type RoomViews } from '@crosstalk/domain';
import type { GatewayConnection } from '../connections/gateway-connection.js';
import { HeldChannels } from '../sessions/held-channels.js';
import { SessionHub, type SessionHubDeps } from '../sessions/session-hub.js';
import { ShownRooms } from '../sessions/shown-rooms.js';

export interface SessionsDeps extends Omit<SessionHubDeps, 'shownRooms' | 'lane' | 'tell' | 'flush'> {
  readonly knowledge: Knowledge;
  readonly views: RoomViews;
  readonly delivery: Delivery<GatewayConnection>;
}

export interface Sessions {
  readonly hub: SessionHub;
  /** Takes a released event: who is in what is settled at once, the frames follow when what they show is known. */
  deliver(channel: Channel, audience: ReadonlySet<GatewayConnection>, event: DomainEvent): void;
}

/** Users whose partners are read at the same time. */
const PARTNER_LANE_WIDTH = 8;

/** The sessions of a node between its audiences and its delivery. */
export function buildSessions(deps: SessionsDeps): Sessions {
  const { delivery, audiences } = deps;
  const shownRooms = new ShownRooms(deps);
  const hub = new SessionHub({
    ...deps,
    shownRooms,
    lane: new BoundedLane(PARTNER_LANE_WIDTH),
    flush: (channel) => delivery.flush(channel),
    tell: (connection, presence) =>
      delivery.deliver(presenceChannel(presence.userId), new Set([connection]), {
        type: 'presence.changed',
        ...presence,
      }),
  });
  const channels = new HeldChannels({
    lacking: (channel, event) => shownRooms.lacking(channel, event),
    audience: (channel) => audiences.audience(channel),
    pass: (channel, audience, event) => {
      shownRooms.note(channel, event);
      if (audience.size > 0) delivery.deliver(channel, audience, event);
      hub.delivered(event);
    },
  });
  return {
    hub,
    deliver(channel, audience, event) {
      hub.observe(event);
      channels.take(channel, audience, event);
    },
  };
}
