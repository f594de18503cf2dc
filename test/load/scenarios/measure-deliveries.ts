import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from '../generator/client.js';
import { closeCrowd, connectCrowd, inParallel } from '../generator/crowd.js';
import { markedText, Tally } from '../generator/tally.js';
import type { System } from '../systems/system.js';
import type { RoomKey, Wire } from '../wires/wire.js';
import { type Cost, costOf, totalCpu } from './measurement.js';
import { warmUp } from './warm-up.js';

export interface DeliveriesPlan {
  readonly steadySeconds: number;
  readonly steadyPerSecond: number;
  readonly burstMessages: number;
  /** Sends that wait for their answer at the same time, in a burst. */
  readonly inFlight: number;
}

export interface DeliveryFigure extends Cost {
  readonly deliveries: number;
  readonly perCpuSecond: number;
  readonly lost: number;
  readonly doubled: number;
  /** In how many different orders the connections saw the messages. */
  readonly orders: number;
}

interface Run {
  readonly messages: number;
  /** Sends all messages of the run; resolves when they are answered. */
  send(post: (message: number) => Promise<void>): Promise<void>;
}

/** For the part that the crowd's size makes. */
const FIRST_MESSAGES = 300;
const LAST_DELIVERY_LIMIT_MS = 60_000;

/** Everybody of the crowd in one room, on both nodes; some of them write. */
export async function measureDeliveries(
  system: System,
  wire: Wire,
  plan: DeliveriesPlan,
): Promise<{ readonly steady: DeliveryFigure; readonly burst: DeliveryFigure }> {
  await warmUp(system, wire);
  const { tokens, room } = system.population.crowd;
  const clients = await connectCrowd({ ports: system.ports, wire, tokens });
  try {
    const measure = (run: Run) => measureRun(system, { clients, room }, run);
    await measure(burst(FIRST_MESSAGES, plan.inFlight));
    return {
      steady: await measure(steady(plan)),
      burst: await measure(burst(plan.burstMessages, plan.inFlight)),
    };
  } finally {
    await closeCrowd(clients);
  }
}

async function measureRun(
  system: System,
  { clients, room }: { readonly clients: readonly Client[]; readonly room: RoomKey },
  run: Run,
): Promise<DeliveryFigure> {
  const tally = new Tally(clients.length, run.messages);
  for (const [index, client] of clients.entries()) client.onDelivery = (frame) => tally.note(index, frame);
  const post = (message: number) => postAs(clients, room, message);
  const cost = await costOf(system, async () => {
    await run.send(post);
    await tally.complete(LAST_DELIVERY_LIMIT_MS);
  });
  const { delivered: deliveries, lost, doubled, orders } = tally;
  return { ...cost, deliveries, lost, doubled, orders, perCpuSecond: deliveries / totalCpu(cost) };
}

/** How many of the crowd write, on both nodes. */
const AUTHORS = 100;

async function postAs(clients: readonly Client[], room: RoomKey, message: number): Promise<void> {
  const author = clients[message % Math.min(AUTHORS, clients.length)];
  await author?.request((wire, request) => wire.send(request, room, markedText(message)));
}

/** Evenly spaced, whatever the answers do. */
function steady({ steadySeconds, steadyPerSecond }: DeliveriesPlan): Run {
  const messages = steadySeconds * steadyPerSecond;
  return {
    messages,
    async send(post) {
      const startedAt = performance.now();
      const answers: Promise<void>[] = [];
      for (let message = 0; message < messages; message += 1) {
        const wait = startedAt + (message * 1_000) / steadyPerSecond - performance.now();
        if (wait > 0) await delay(wait);
        answers.push(post(message));
      }
      await Promise.all(answers);
    },
  };
}

/** As fast as the answers come. */
function burst(messages: number, inFlight: number): Run {
  return { messages, send: (post) => inParallel(inFlight, messages, post) };
}
