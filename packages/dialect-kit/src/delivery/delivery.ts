/** @module From a released event to the sockets of a channel: render once per dialect, frame once, gather, write once per socket. */
import type { Channel, DomainEvent } from '@crosstalk/domain';
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
  /** A batch of `events` was written to `connections` sockets of one dialect. */
  observe(flushed: { readonly dialect: string; readonly events: number; readonly connections: number }): void;
  /** Around the writing of gathered events, for traces; `observe` is called within. Absent: nothing is around it. */
  trace?(events: readonly DomainEvent[], write: () => void): void;
  /** An event that cannot be rendered is left out; the others of its batch are delivered. */
  failed(event: DomainEvent, dialect: Dialect, error: unknown): void;
}

/** How often channels that went quiet are forgotten, in milliseconds. */
const SWEEP_MS = 10_000;
/** Beyond so many gathered events a channel is written at once, whatever its window. */
const MAX_GATHERED = 512;

interface Rendered {
  readonly source: DomainEvent;
  readonly event: RenderedEvent;
}

interface Gathering<C> {
  readonly window: FlushWindow;
  audience: ReadonlySet<C>;
  events: DomainEvent[];
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
  deliver(channel: Channel, audience: ReadonlySet<C>, event: DomainEvent): void {
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

  #writeAll(audience: ReadonlySet<C>, events: readonly DomainEvent[]): void {
    for (const [dialect, outlets] of byDialect(audience)) {
      this.#write(dialect, outlets, events);
      this.#deps.observe({ dialect: dialect.name, events: events.length, connections: outlets.length });
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

  #write(dialect: Dialect, outlets: readonly C[], events: readonly DomainEvent[]): void {
    const codec = this.#deps.codecOf(dialect);
    const rendered = this.#render(dialect, codec, events);
    if (rendered.every(({ event }) => event.uniform)) {
      const texts = sharedTextsOf(rendered);
      if (texts.length === 0) return;
      const batch = codec.pack(texts);
      for (const outlet of outlets) outlet.write(batch);
      return;
    }
    this.#writeMixed(codec, outlets, rendered);
  }

  /** Connections without a part of their own still share one buffer. */
  #writeMixed(codec: Codec, outlets: readonly C[], rendered: readonly Rendered[]): void {
    const allShared = rendered.every(({ event }) => event.sharedTexts);
    const sharedTexts = sharedTextsOf(rendered);
    const sharedBatch = allShared && sharedTexts.length > 0 ? codec.pack(sharedTexts) : null;
    for (const outlet of outlets) {
      const own = rendered.map((each) => this.#ownTexts(each, outlet));
      if (allShared && own.every((texts) => texts === undefined)) {
        if (sharedBatch) outlet.write(sharedBatch);
        continue;
      }
      const texts = rendered.flatMap(({ event }, index) => own[index] ?? event.sharedTexts ?? []);
      if (texts.length > 0) outlet.write(codec.pack(texts));
    }
  }

  #ownTexts({ source, event }: Rendered, outlet: C): readonly string[] | undefined {
    try {
      return event.ownTexts(outlet);
    } catch (error) {
      this.#deps.failed(source, outlet.dialect, error);
      return [];
    }
  }

  #render(dialect: Dialect, codec: Codec, events: readonly DomainEvent[]): Rendered[] {
    const rendered: Rendered[] = [];
    for (const source of events) {
      try {
        rendered.push({
          source,
          event: renderEvent(source, dialect, { codec, rendering: this.#deps.rendering }),
        });
      } catch (error) {
        this.#deps.failed(source, dialect, error);
      }
    }
    return rendered;
  }
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
