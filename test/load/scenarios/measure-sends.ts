import type { Client } from '../generator/client.js';
import { closeCrowd, connectCrowd, inParallel } from '../generator/crowd.js';
import { markedText } from '../generator/tally.js';
import type { System } from '../systems/system.js';
import { type Cost, costOf, totalCpu } from './measurement.js';

export interface SendsPlan {
  readonly seconds: number;
  /** Sends that wait for their answer at the same time. */
  readonly inFlight: number;
}

export interface RateFigure extends Cost {
  readonly count: number;
  readonly perSecond: number;
  readonly perCpuSecond: number;
}

const WARM_UP_SECONDS = 1;
/** Few, for what is measured is storing and answering, not delivering. */
const CONNECTIONS = 16;

/** Acknowledged, hence durable, sends into one room by few connections with many sends in flight each. */
export async function measureSends(system: System, { seconds, inFlight }: SendsPlan): Promise<RateFigure> {
  const { tokens, room } = system.population.writers;
  const [wire] = system.wires;
  const clients = await connectCrowd({ ports: system.ports, wire, tokens: tokens.slice(0, CONNECTIONS) });
  const post = (client: Client, message: number) =>
    client.request((spoken, request) => spoken.send(request, room, markedText(message)));
  try {
    await repeat({ clients, seconds: WARM_UP_SECONDS, inFlight }, post);
    return await measureRate(system, () => repeat({ clients, seconds, inFlight }, post));
  } finally {
    await closeCrowd(clients);
  }
}

/** What the work did by the second and by the CPU second; the work answers how often it did it. */
export async function measureRate(system: System, work: () => Promise<number>): Promise<RateFigure> {
  let count = 0;
  const cost = await costOf(system, async () => {
    count = await work();
  });
  return { ...cost, count, perSecond: count / cost.wallSeconds, perCpuSecond: count / totalCpu(cost) };
}

interface Repetition {
  readonly clients: readonly Client[];
  readonly seconds: number;
  readonly inFlight: number;
}

/** Asks again and again, so many at a time, spread over the clients. @returns how many were answered */
export async function repeat(
  { clients, seconds, inFlight }: Repetition,
  ask: (client: Client, number: number) => Promise<void>,
): Promise<number> {
  const endsAt = performance.now() + seconds * 1_000;
  let count = 0;
  await inParallel(inFlight, inFlight, async (worker) => {
    const client = clients[worker % clients.length];
    while (client && performance.now() < endsAt) await ask(client, count++);
  });
  return count;
}
