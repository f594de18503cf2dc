/** @module From a released event to the sockets of a channel: render once per dialect, frame once, gather, write once per socket. */
import {
  type Channel,
  type DomainEvent,
  type Publication,
  type Published,
  publication,
} from '@crosstalk/domain';
import type { Dialect } from '../dialect.js';
import type { Codec } from '../frame.js';
import type { Rendering } from '../rendering.js';
import { FlushWindow } from './flush-window.js';
import type { Outlet } from './outlet.js';
import { type RenderedEvent, renderEvent } from './rendered-event.js';

export type { Outlet } from './outlet.js';

export interface DeliveryDeps {
  readonly rendering: Rendering;
  codecOf(dialect: Dialect): Codec;
  /** Monotonic milliseconds. */
  now(): number;
  /** Runs the task at the end of this turn of the event loop (0) or after so many milliseconds. */
  schedule(delayMs: number, task: () => void): void;
  /** A batch was written to sockets of one dialect. */
  observe(written: Written): void;
  /** An event was handed to at least one socket; once for each event of which it is known when it was published. */
  delivered?(publication: Publication): void;
  /** Around the writing of gathered events, for traces; `observe` is called within. Absent: nothing is around it. */
  trace?(events: readonly DomainEvent[], write: () => void): void;
  /** An event that cannot be rendered is left out; the others of its batch are delivered. */
  failed(event: DomainEvent, dialect: Dialect, error: unknown): void;
}

/** How often channels that went quiet are forgotten, in milliseconds. */
const SWEEP_MS = 10_000;
/** Beyond so many gathered events a channel is written at once, whatever its window. */
const MAX_GATHERED = 512;

export interface Written {
  readonly dialect: string;
  /** Events times connections that got a frame of them. */
  readonly deliveries: number;
  /** Connections that were written to. */
  readonly writes: number;
}

interface Rendered {
  readonly source: Published<DomainEvent>;
  readonly event: RenderedEvent;
  /** Connections that got a frame of it. */
  deliveries: number;
}

interface Gathering<C> {
  readonly window: FlushWindow;
  audience: ReadonlySet<C>;
  events: Published<DomainEvent>[];
  scheduled: boolean;
}

export class Delivery<C extends Outlet> {
  readonly #deps: DeliveryDeps;
  readonly #channels = new Map<Channel, Gathering<C>>();
  #sweptAt = 0;

  constructor(deps: DeliveryDeps) {
    this.#deps = deps;
  }

  /** Hands an event to everyone in the audience, soon: an idle channel at the end of this turn, a busy one within its window. */
  deliver(channel: Channel, audience: ReadonlySet<C>, event: Published<DomainEvent>): void {
    const now = this.#deps.now();
    if (now - this.#sweptAt >= SWEEP_MS) this.#sweep(now);
    const gathering = this.#gatheringOf(channel, audience);
    if (gathering.audience !== audience) {
      // What is gathered belongs to its own audience: the answer to one socket must not narrow it.
      this.#flush(gathering);
      gathering.audience = audience;
    }
    gathering.window.note(now);
    gathering.events.push(event);
    if (gathering.events.length >= MAX_GATHERED) this.flush(channel);
    else if (!gathering.scheduled) {
      gathering.scheduled = true;
      this.#deps.schedule(gathering.window.widthMs(audience.size), () => this.flush(channel));
    }
  }

  /** Writes what is gathered. Call it before a connection joins, so that it does not get what it has read already. */
  flush(channel: Channel): void {
    const gathering = this.#channels.get(channel);
    if (!gathering) return;
    gathering.scheduled = false;
    this.#flush(gathering);
  }

  #flush(gathering: Gathering<C>): void {
    const { events, audience } = gathering;
    if (events.length === 0) return;
    gathering.events = [];
    const { trace } = this.#deps;
    if (trace) trace(events, () => this.#writeAll(audience, events));
    else this.#writeAll(audience, events);
  }

  #writeAll(audience: ReadonlySet<C>, events: readonly Published<DomainEvent>[]): void {
    const handed = new Set<Published<DomainEvent>>();
    for (const [dialect, outlets] of byDialect(audience)) {
      const rendered = this.#render(dialect, events);
      const writes = this.#write(dialect, outlets, rendered);
      let deliveries = 0;
      for (const each of rendered) {
        deliveries += each.deliveries;
        if (each.deliveries > 0) handed.add(each.source);
      }
      if (writes > 0) this.#deps.observe({ dialect: dialect.name, deliveries, writes });
    }
    for (const event of handed) {
      const how = event[publication];
      if (how) this.#deps.delivered?.(how);
    }
  }

  /** Channels whose rate is forgotten anyway: most of them have no connection here any more. */
  #sweep(now: number): void {
    this.#sweptAt = now;
    for (const [channel, { events, window }] of this.#channels) {
      if (events.length === 0 && window.isIdle(now)) this.#channels.delete(channel);
    }
  }

  #gatheringOf(channel: Channel, audience: ReadonlySet<C>): Gathering<C> {
    let gathering = this.#channels.get(channel);
    if (!gathering) {
      gathering = { window: new FlushWindow(), audience, events: [], scheduled: false };
      this.#channels.set(channel, gathering);
    }
    return gathering;
  }

  /** @returns how many sockets were written to */
  #write(dialect: Dialect, outlets: readonly C[], rendered: readonly Rendered[]): number {
    const codec = this.#deps.codecOf(dialect);
    if (!rendered.every(({ event }) => event.uniform)) return this.#writeMixed(codec, outlets, rendered);
    const texts = sharedTextsOf(rendered);
    if (texts.length === 0) return 0;
    const batch = codec.pack(texts);
    for (const outlet of outlets) outlet.write(batch);
    countShared(rendered, outlets.length);
    return outlets.length;
  }

  /** Connections without a part of their own still share one buffer. */
  #writeMixed(codec: Codec, outlets: readonly C[], rendered: readonly Rendered[]): number {
    const allShared = rendered.every(({ event }) => event.sharedTexts);
    const sharedTexts = sharedTextsOf(rendered);
    const sharedBatch = allShared && sharedTexts.length > 0 ? codec.pack(sharedTexts) : null;
    let sharers = 0;
    let writes = 0;
    for (const outlet of outlets) {
      const own = rendered.map((each) => this.#ownTexts(each, outlet));
      if (allShared && own.every((texts) => texts === undefined)) {
        if (!sharedBatch) continue;
        outlet.write(sharedBatch);
        sharers += 1;
        continue;
      }
      const texts = rendered.flatMap((each, index) => {
        const part = own[index] ?? each.event.sharedTexts ?? NOTHING;
        if (part.length > 0) each.deliveries += 1;
        return part;
      });
      if (texts.length === 0) continue;
      outlet.write(codec.pack(texts));
      writes += 1;
    }
    countShared(rendered, sharers);
    return writes + sharers;
  }

  #ownTexts({ source, event }: Rendered, outlet: C): readonly string[] | undefined {
    try {
      return event.ownTexts(outlet);
    } catch (error) {
      this.#deps.failed(source, outlet.dialect, error);
      return NOTHING;
    }
  }

  #render(dialect: Dialect, events: readonly Published<DomainEvent>[]): Rendered[] {
    const tools = { codec: this.#deps.codecOf(dialect), rendering: this.#deps.rendering };
    const rendered: Rendered[] = [];
    for (const source of events) {
      try {
        rendered.push({ source, event: renderEvent(source, dialect, tools), deliveries: 0 });
      } catch (error) {
        this.#deps.failed(source, dialect, error);
      }
    }
    return rendered;
  }
}

const NOTHING: readonly string[] = [];

function countShared(rendered: readonly Rendered[], connections: number): void {
  for (const each of rendered) if (each.event.sharedTexts?.length) each.deliveries += connections;
}

function sharedTextsOf(rendered: readonly Rendered[]): readonly string[] {
  return rendered.flatMap(({ event }) => event.sharedTexts ?? []);
}

function byDialect<C extends Outlet>(audience: ReadonlySet<C>): Map<Dialect, C[]> {
  const groups = new Map<Dialect, C[]>();
  for (const outlet of audience) {
    const group = groups.get(outlet.dialect);
    if (group) group.push(outlet);
    else groups.set(outlet.dialect, [outlet]);
  }
  return groups;
}
