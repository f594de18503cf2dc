import { readdir, stat } from 'node:fs/promises';
import { collectDefaultMetrics, Gauge, type Registry } from 'prom-client';

/** They list every socket at each scrape: with 10,000 of them for longer than all the rest takes. */
const COSTLY = [
  'nodejs_active_handles',
  'nodejs_active_handles_total',
  'nodejs_active_resources',
  'nodejs_active_resources_total',
  'nodejs_active_requests',
  'nodejs_active_requests_total',
  'process_open_fds',
];

const DESCRIPTORS = '/proc/self/fd';

/** Memory, CPU, garbage collection, event-loop delay and file descriptors; what costs as much as there are connections is left out. */
export function collectProcessMetrics(registry: Registry): void {
  collectDefaultMetrics({ register: registry });
  for (const name of COSTLY) registry.removeSingleMetric(name);
  if (process.platform !== 'linux') return;
  new Gauge({
    name: 'process_open_fds',
    help: 'Number of open file descriptors.',
    registers: [registry],
    async collect() {
      this.set(await openDescriptors());
    },
  });
}

/** Linux tells the number as the size of the folder since 6.2; before it they have to be listed, which a thread of its own does. */
async function openDescriptors(): Promise<number> {
  const { size } = await stat(DESCRIPTORS);
  return size > 0 ? size : (await readdir(DESCRIPTORS)).length;
}
