import { parseArgs } from 'node:util';
import { reasonOf, StackError } from '../stack-error.js';

export interface StartOptions {
  readonly nodes: number;
  readonly fresh: boolean;
  readonly demo: boolean;
  /** Text to show instead of starting; empty when not asked for. */
  readonly help: string;
}

const HELP = `npm start -- [--nodes N] [--fresh] [--demo]
  --nodes N  number of gateways (2)
  --fresh    wipe the embedded data first
  --demo     add demo people, rooms and messages
Ports: PORT (3000) front door, PORT+i gateway i, OPS_PORT+i (9001 …) and OPS_PORT+100 operations.
MONGODB_URL and REDIS_URL name servers of your own.`;

/**
 * Reads the words behind `npm start --`.
 *
 * @throws StackError with the usage for anything unknown.
 */
export function startOptions(rest: readonly string[]): StartOptions {
  try {
    const { values } = parseArgs({
      args: [...rest],
      options: {
        nodes: { type: 'string', default: '2' },
        fresh: { type: 'boolean', default: false },
        demo: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    const { fresh, demo } = values;
    return { nodes: Number(values.nodes), fresh, demo, help: values.help ? HELP : '' };
  } catch (failure) {
    throw new StackError(`${reasonOf(failure)}\n${HELP}`);
  }
}
