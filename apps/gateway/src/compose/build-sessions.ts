import { BoundedLane } from '@crosstalk/cluster';
import type { Delivery, Knowledge } from '@crosstalk/dialect-kit';
import {
  type Channel,
  type DomainEvent,
  type Presence,
  presenceChannel,
  type RoomViews,
} from '@crosstalk/domain';
import type { GatewayConnection } from '../connections/gateway-connection.js';
import { HeldChannels } from '../sessions/held-channels.js';
import { PresenceReader } from '../sessions/presence-reader.js';
import { PresenceRecheck, type PresenceRecheckDeps } from '../sessions/presence-recheck.js';
import { SessionHub, type SessionHubDeps } from '../sessions/session-hub.js';
import { ShownRooms } from '../sessions/shown-rooms.js';

export interface SessionsDeps
  extends Omit<SessionHubDeps, 'shownRooms' | 'lane' | 'tell' | 'flush'>,
    Pick<PresenceRecheckDeps, 'timers' | 'presenceLeaseMs'> {
  readonly presence: SessionHubDeps['presence'] & PresenceRecheckDeps['presence'];
  readonly knowledge: Knowledge;
  readonly views: RoomViews;
  readonly delivery: Delivery<GatewayConnection>;
}

export interface Sessions {
  readonly hub: SessionHub;
  /** After an outage of Redis: reads what could not be told meanwhile. @throws what storage throws */
  resync(): Promise<void>;
  /** Takes a released event: who is in what is settled at once, the frames follow when what they show is known. */
  deliver(channel: Channel, audience: ReadonlySet<GatewayConnection>, event: DomainEvent): void;
}

/** Users whose partners are read at the same time. */
const PARTNER_LANE_WIDTH = 8;

/** The sessions of a node between its audiences and its delivery. */
export function buildSessions(deps: SessionsDeps): Sessions {
  const { delivery, audiences } = deps;
  const shownRooms = new ShownRooms(deps);
  const tell = (connection: GatewayConnection, presence: Presence): void =>
    delivery.deliver(presenceChannel(presence.userId), new Set([connection]), {
      type: 'presence.changed',
      ...presence,
    });
  const reader = new PresenceReader(deps.knowledge);
  const lane = new BoundedLane(PARTNER_LANE_WIDTH);
  const flush = (channel: Channel): void => delivery.flush(channel);
  const hub = new SessionHub({ ...deps, shownRooms, lane, flush, tell }, reader);
  const connections = (): Iterable<GatewayConnection> => hub.connections();
  const isPartner: PresenceRecheckDeps['isPartner'] = (connection, userId) =>
    hub.isPartner(connection, userId);
  const recheck = new PresenceRecheck({ ...deps, connections, isPartner, tell }, reader);
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
    resync() {
      recheck.schedule();
      return hub.resync();
    },
    deliver(channel, audience, event) {
      reader.observe(event);
      hub.observe(event);
      channels.take(channel, audience, event);
    },
  };
}
