import type { Memory, ServerProcess } from '../servers/server-process.js';
import type { Wire } from '../wires/wire.js';
import type { Population } from './population.js';

export interface BenchSettings {
  readonly root: string;
  /** Logs and profiles go there. */
  readonly folder: string;
  readonly mongoUrl: string;
  readonly redisUrl: string;
  /** Writes a CPU profile of every server process when it ends. */
  readonly profile: boolean;
}

/** Something that is measured: two chat nodes, and what runs beside them. */
export interface System {
  readonly name: 'crosstalk' | 'baseline';
  readonly ports: readonly number[];
  readonly nodes: readonly ServerProcess[];
  /** Processes that work for the chat without holding its sockets. */
  readonly beside: readonly ServerProcess[];
  readonly wires: readonly [Wire, ...Wire[]];
  readonly population: Population;
  close(): Promise<void>;
}

export interface CpuReading {
  readonly nodes: number;
  readonly beside: number;
}

/** CPU seconds so far. */
export function readCpu(system: System): CpuReading {
  return { nodes: sum(system.nodes), beside: sum(system.beside) };
}

export function cpuSince(system: System, before: CpuReading): CpuReading {
  const now = readCpu(system);
  return { nodes: now.nodes - before.nodes, beside: now.beside - before.beside };
}

export async function readMemory(system: System): Promise<readonly Memory[]> {
  return Promise.all(system.nodes.map((node) => node.memory()));
}

function sum(processes: readonly ServerProcess[]): number {
  return processes.reduce((total, each) => total + each.cpuSeconds(), 0);
}
