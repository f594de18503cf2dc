/** @module Many clients at once, spread evenly over the nodes. */
import type { Wire } from '../wires/wire.js';
import { Client } from './client.js';

export interface CrowdPlan {
  readonly ports: readonly number[];
  readonly wire: Wire;
  readonly tokens: readonly string[];
}

const CONNECTING_AT_ONCE = 128;

/** Connects everyone; if one fails, all are closed again. */
export async function connectCrowd({ ports, wire, tokens }: CrowdPlan): Promise<Client[]> {
  const clients: Client[] = [];
  try {
    await inParallel(CONNECTING_AT_ONCE, tokens.length, async (index) => {
      const port = ports[index % ports.length] ?? 0;
      const token = tokens[index] ?? '';
      clients[index] = await Client.open({ port, wire, token });
    });
    return clients;
  } catch (error) {
    await closeCrowd(clients.filter(Boolean));
    throw error;
  }
}

export async function closeCrowd(clients: readonly Client[]): Promise<void> {
  await Promise.all(clients.map((client) => client.close()));
}

/** Runs `work` for 0 … count − 1, so many at a time; ends at the first failure. */
export async function inParallel(
  atOnce: number,
  count: number,
  work: (index: number, worker: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const workers = Array.from({ length: Math.min(atOnce, count) }, async (_, worker) => {
    while (next < count) await work(next++, worker);
  });
  await Promise.all(workers);
}
