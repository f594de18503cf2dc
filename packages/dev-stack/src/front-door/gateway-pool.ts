/** One gateway behind the front door. */
export interface Gateway {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  /** It has said that it takes new clients. */
  ready: boolean;
  /** Requests and upgraded connections under way. */
  open: number;
  /** Milliseconds since the epoch until which it is passed over after a failed connection. */
  shunnedUntil: number;
}

/** How long a gateway that refused a connection gets no new clients. */
const SHUN_MS = 1_000;

/**
 * The gateways that the front door may choose from.
 *
 * The owner sets `ready` from the gateways' own answer; a refused connection is noticed here.
 */
export class GatewayPool {
  readonly #gateways: Gateway[];
  #turn = 0;

  constructor(places: readonly Pick<Gateway, 'name' | 'host' | 'port'>[]) {
    this.#gateways = places.map((place) => ({ ...place, ready: true, open: 0, shunnedUntil: 0 }));
  }

  /** Sets whether a gateway takes new clients. */
  setReady(name: string, ready: boolean): void {
    const gateway = this.byName(name);
    if (gateway === undefined) return;
    gateway.ready = ready;
    if (ready) gateway.shunnedUntil = 0;
  }

  byName(name: string): Gateway | undefined {
    return this.#gateways.find((gateway) => gateway.name === name);
  }

  /** The gateway with the fewest open connections; equals take turns. Undefined when none takes clients. */
  choose(except: ReadonlySet<Gateway> = new Set()): Gateway | undefined {
    const usable = this.#gateways.filter(
      (gateway) => gateway.ready && gateway.shunnedUntil <= Date.now() && !except.has(gateway),
    );
    const fewest = Math.min(...usable.map((gateway) => gateway.open));
    const equals = usable.filter((gateway) => gateway.open === fewest);
    this.#turn += 1;
    return equals[this.#turn % equals.length];
  }

  /** Passes over a gateway for a moment. */
  shun(gateway: Gateway): void {
    gateway.shunnedUntil = Date.now() + SHUN_MS;
  }
}
