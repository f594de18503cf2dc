import { setTimeout as delay } from 'node:timers/promises';
import { closeCrowd, connectCrowd } from '../generator/crowd.js';
import { readMemory, type System } from '../systems/system.js';
import type { Wire } from '../wires/wire.js';
import { measureRate, type RateFigure } from './measure-sends.js';

export interface IdleFigure {
  readonly connects: RateFigure;
  /** Bytes of resident memory per connection, after a full collection. */
  readonly residentBytes: number;
  /** Bytes of live JavaScript objects per connection. */
  readonly heapBytes: number;
}

const WARM_UP_CONNECTIONS = 300;
/** Presence and whatever else a connect sets off has come to rest by then. */
const SETTLE_MS = 4_000;

/** Connects everyone who only connects, and weighs them. The processes must be fresh: memory that is free already hides the weight. */
export async function measureIdle(system: System, wire: Wire): Promise<IdleFigure> {
  const { ports, population } = system;
  const tokens = population.idle;
  await closeCrowd(await connectCrowd({ ports, wire, tokens: tokens.slice(0, WARM_UP_CONNECTIONS) }));
  const before = await settledMemory(system);
  let clients: Awaited<ReturnType<typeof connectCrowd>> = [];
  const connects = await measureRate(system, async () => {
    clients = await connectCrowd({ ports, wire, tokens });
    return clients.length;
  });
  try {
    const after = await settledMemory(system);
    const each = (total: number) => total / clients.length;
    return {
      connects,
      residentBytes: each(after.rss - before.rss),
      heapBytes: each(after.heapUsed - before.heapUsed),
    };
  } finally {
    await closeCrowd(clients);
  }
}

async function settledMemory(system: System): Promise<{ readonly rss: number; readonly heapUsed: number }> {
  await delay(SETTLE_MS);
  const nodes = await readMemory(system);
  return nodes.reduce(
    (sum, { rss, heapUsed }) => ({ rss: sum.rss + rss, heapUsed: sum.heapUsed + heapUsed }),
    { rss: 0, heapUsed: 0 },
  );
}
