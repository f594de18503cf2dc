import { closeCrowd, connectCrowd, inParallel } from '../generator/crowd.js';
import { markedText } from '../generator/tally.js';
import type { System } from '../systems/system.js';
import type { Wire } from '../wires/wire.js';

const CONNECTIONS = 16;
const MESSAGES = 3_000;
/** Few, so that the code for single sends runs as often as that for batches. */
const IN_FLIGHT = 4;

/**
 * Sends until the servers' code is compiled: a server that runs for days is measured, not its first seconds, in which the compiler
 * takes a third of the CPU.
 */
export async function warmUp(system: System, wire: Wire): Promise<void> {
  const { tokens, room } = system.population.writers;
  const clients = await connectCrowd({ ports: system.ports, wire, tokens: tokens.slice(0, CONNECTIONS) });
  try {
    await inParallel(IN_FLIGHT, MESSAGES, async (message) => {
      const client = clients[message % clients.length];
      await client?.request((spoken, request) => spoken.send(request, room, markedText(message)));
    });
  } finally {
    await closeCrowd(clients);
  }
}
