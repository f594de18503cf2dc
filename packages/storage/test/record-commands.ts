import type { mongo } from 'mongoose';

/** Commands that the driver sends for itself, or that end what another began. */
const HOUSEKEEPING = new Set(['endSessions', 'hello', 'ping', 'commitTransaction', 'abortTransaction']);

export interface CommandRecorder {
  onCommand(event: mongo.CommandStartedEvent): void;
  /** What was sent while the work ran. */
  during(work: () => Promise<unknown>): Promise<readonly mongo.Document[]>;
}

/** Records the commands of one node; use one at a time. */
export function recordCommands(): CommandRecorder {
  let commands: mongo.Document[] = [];
  return {
    onCommand: ({ commandName, command }) => {
      if (!HOUSEKEEPING.has(commandName)) commands.push(command);
    },
    during: async (work) => {
      commands = [];
      await work();
      return commands;
    },
  };
}

/** `find messages`: what a command does to which collection. */
export function nameOf(command: mongo.Document): string {
  const [verb, target] = Object.entries(command)[0] ?? [];
  return `${verb} ${verb === 'getMore' ? command.collection : target}`;
}
