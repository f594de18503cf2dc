import type { Client } from '../generator/client.js';
import { closeCrowd, connectCrowd } from '../generator/crowd.js';
import type { System } from '../systems/system.js';
import { HISTORY_PAGE } from '../wires/socket-io-wire.js';
import { measureRate, type RateFigure, repeat } from './measure-sends.js';

export interface HistoryPlan {
  readonly seconds: number;
}

const WARM_UP_SECONDS = 1;
/** Shares no factor with the archive's size: every page is asked for, none twice in a row. */
const STRIDE = 613;

/** Full pages of fifty messages from all over one room, asked for by all of its members at once. */
export async function measureHistory(system: System, { seconds }: HistoryPlan): Promise<RateFigure> {
  const { tokens, room, cursors } = system.population.archive;
  const [wire] = system.wires;
  const clients = await connectCrowd({ ports: system.ports, wire, tokens });
  // A person turns one page at a time.
  const inFlight = clients.length;
  const pages = cursors.slice(HISTORY_PAGE);
  const ask = (client: Client, number: number) => {
    const before = pages[(number * STRIDE) % pages.length] ?? 0;
    return client.request((spoken, request) => spoken.history(request, room, before) ?? '');
  };
  try {
    await repeat({ clients, seconds: WARM_UP_SECONDS, inFlight }, ask);
    return await measureRate(system, () => repeat({ clients, seconds, inFlight }, ask));
  } finally {
    await closeCrowd(clients);
  }
}
