import { type CpuReading, cpuSince, readCpu, type System } from '../systems/system.js';

export interface Cost {
  readonly wallSeconds: number;
  /** CPU seconds of the nodes and of what runs beside them. */
  readonly cpu: CpuReading;
}

/** Runs the work and says what it cost the servers. */
export async function costOf(system: System, work: () => Promise<void>): Promise<Cost> {
  const before = readCpu(system);
  const startedAt = performance.now();
  await work();
  const wallSeconds = (performance.now() - startedAt) / 1_000;
  return { wallSeconds, cpu: cpuSince(system, before) };
}

/** All CPU seconds of the system: what runs beside the nodes is paid for too. */
export function totalCpu({ cpu }: Cost): number {
  return cpu.nodes + cpu.beside;
}
