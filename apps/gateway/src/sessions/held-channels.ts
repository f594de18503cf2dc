import type { Channel, DomainEvent } from '@crosstalk/domain';
import type { GatewayConnection } from '../connections/gateway-connection.js';

type Audience = ReadonlySet<GatewayConnection>;

interface HeldChannelsDeps {
  /** What the event of the channel has to wait for; never rejects. Null: nothing. */
  lacking(channel: Channel, event: DomainEvent): Promise<void> | null;
  audience(channel: Channel): Audience;
  pass(channel: Channel, audience: Audience, event: DomainEvent): void;
}

interface Held {
  readonly event: DomainEvent;
  /** As it was: who joins later has read what is held. */
  readonly audience: Audience;
}

/** Above this a channel waits no longer. */
const MAX_HELD = 1_000;

/** Lets events pass, but those of a channel that lacks something wait for it, in their order. */
export class HeldChannels {
  readonly #deps: HeldChannelsDeps;
  readonly #lines = new Map<Channel, Held[]>();

  constructor(deps: HeldChannelsDeps) {
    this.#deps = deps;
  }

  /** @param audience live, as the registry has it, or a single connection */
  take(channel: Channel, audience: Audience, event: DomainEvent): void {
    const line = this.#lines.size > 0 ? this.#lines.get(channel) : undefined;
    if (line) {
      line.push({ event, audience: new Set(audience) });
      if (line.length > MAX_HELD) this.#release(channel, line, 'all');
      return;
    }
    const ready = this.#deps.lacking(channel, event);
    if (!ready) {
      this.#deps.pass(channel, audience, event);
      return;
    }
    const begun = [{ event, audience: new Set(audience) }];
    this.#lines.set(channel, begun);
    void ready.then(() => this.#release(channel, begun, 'ready'));
  }

  #release(channel: Channel, line: Held[], which: 'ready' | 'all'): void {
    if (this.#lines.get(channel) !== line) return;
    for (let next = line[0]; next; next = line[0]) {
      const lacking = which === 'ready' ? this.#deps.lacking(channel, next.event) : null;
      if (lacking) {
        void lacking.then(() => this.#release(channel, line, 'ready'));
        return;
      }
      line.shift();
      this.#pass(channel, next);
    }
    this.#lines.delete(channel);
  }

  /** Who was taken out of the room meanwhile sees nothing of it. */
  #pass(channel: Channel, { event, audience }: Held): void {
    const now = this.#deps.audience(channel);
    const stayed = new Set([...audience].filter((connection) => now.has(connection)));
    // The live set where it is the same: what is gathered for one audience is written at once when another comes.
    this.#deps.pass(channel, stayed.size === now.size ? now : stayed, event);
  }
}
