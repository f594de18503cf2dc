import type { DomainEvent, Published } from '@crosstalk/domain';
import type { Dialect } from '../dialect.js';
import type { EventRow } from '../event-table.js';
import type { Codec, Frame } from '../frame.js';
import type { Rendering } from '../rendering.js';
import type { Outlet } from './outlet.js';

/** One event in one dialect: rendered once when it is the same for all, per connection when it is not. */
export interface RenderedEvent {
  /** Texts for everyone who has no part of their own in it; null when each connection has. */
  readonly sharedTexts: readonly string[] | null;
  /** Texts for this connection, when they differ from the shared ones; undefined when they do not. */
  ownTexts(outlet: Outlet): readonly string[] | undefined;
  /** No connection of this batch can differ. */
  readonly uniform: boolean;
}

const NOTHING: readonly string[] = [];
const SILENCE: RenderedEvent = { sharedTexts: NOTHING, ownTexts: () => undefined, uniform: true };

/** Renders an event by its row in the dialect's table. */
export function renderEvent(
  event: Published<DomainEvent>,
  dialect: Dialect,
  tools: { readonly codec: Codec; readonly rendering: Rendering },
): RenderedEvent {
  const { codec, rendering } = tools;
  // The table is total over the event types; the lookup only loses the pairing of key and row.
  const row = dialect.events[event.type] as EventRow<DomainEvent>;
  if (row.kind === 'silent' || (event.told && !row.toOrigin)) return SILENCE;
  const texts = (frames: readonly Frame[]): readonly string[] => frames.map((frame) => codec.text(frame));
  const origin = 'origin' in event ? event.origin : undefined;
  const only = 'onlyConnection' in event ? event.onlyConnection : undefined;
  const except = 'exceptConnection' in event ? event.exceptConnection : undefined;
  const everybodys = (outlet: Outlet): readonly string[] =>
    texts(row.kind === 'shared' ? row.render(event, rendering) : row.render(event, rendering, outlet));
  const special = (outlet: Outlet): readonly string[] | undefined => {
    if (only !== undefined && outlet.connectionId !== only) return NOTHING;
    if (except !== undefined && outlet.connectionId === except) return NOTHING;
    if (row.toOrigin && origin && origin.connectionId === outlet.connectionId) {
      const own = texts(row.toOrigin(event, rendering, { echo: origin.echo, viewer: outlet }));
      if (own.length > 0) origin.answered?.();
      if (!event.told) return own;
      const known = everybodys(outlet);
      return own.filter((text) => !known.includes(text));
    }
    return undefined;
  };
  if (row.kind === 'personal') {
    return {
      sharedTexts: null,
      ownTexts: (outlet) => special(outlet) ?? everybodys(outlet),
      uniform: false,
    };
  }
  const uniform = only === undefined && except === undefined && !(row.toOrigin && origin);
  return { sharedTexts: texts(row.render(event, rendering)), ownTexts: special, uniform };
}
