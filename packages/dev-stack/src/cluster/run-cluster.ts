import { join } from 'node:path';
import { type FrontDoor, startFrontDoor } from '../front-door/start-front-door.js';
import type { Foreground } from '../run/run-foreground.js';
import { type ClusterSettings, childEnvironment } from './child-environment.js';
import { openChildLog } from './child-log.js';
import { type ChildPlace, dialHost } from './cluster-plan.js';
import { probeReady } from './probe-ready.js';
import { SupervisedChild } from './supervised-child.js';

export interface ClusterRun extends ClusterSettings {
  /** Root of the clone. */
  readonly root: string;
  /** Folder of the children's logs. */
  readonly logs: string;
}

/**
 * Starts gateways, worker and front door, and waits until all are ready.
 *
 * They are held in an order that drains gateways while the front door still carries their farewell.
 *
 * @throws StackError when a process keeps dying at its start.
 */
export async function runCluster(run: ClusterRun, foreground: Foreground): Promise<void> {
  const { plan } = run;
  const door = await startFrontDoor({
    host: plan.host,
    port: plan.port,
    gateways: plan.gateways.map(({ name, port }) => ({ name, port, host: dialHost(plan.host) })),
  });
  await foreground.releases.hold('front door', door.close);
  for (const { name } of plan.gateways) door.setReady(name, false);
  const places: ChildPlace[] = [plan.worker, ...plan.gateways];
  const children = await Promise.all(places.map((place) => startChild({ run, foreground, door, place })));
  await foreground.releases.hold('gateways and worker', async () => {
    door.stopListening();
    await Promise.all(children.map((child) => child.stop()));
  });
  await Promise.all(children.map((child) => child.ready));
}

interface ChildStart {
  readonly run: ClusterRun;
  readonly foreground: Foreground;
  readonly door: FrontDoor;
  readonly place: ChildPlace;
}

async function startChild({ run, foreground, door, place }: ChildStart): Promise<SupervisedChild> {
  const { report, watchdog, fail } = foreground;
  const say = (line: string) => report(`[${place.name}] ${line}`);
  return new SupervisedChild({
    name: place.name,
    script: join(run.root, place.script),
    environment: childEnvironment(run, place),
    log: await openChildLog(join(run.logs, `${place.name}.log`), say),
    watchdog,
    probe: () => probeReady(dialHost(run.plan.host), place.opsPort),
    report,
    onReady: (ready) => door.setReady(place.name, ready),
    onHopeless: fail,
  });
}
