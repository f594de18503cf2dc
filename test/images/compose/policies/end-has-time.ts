import { gatewayMargin, SLACK_SECONDS, workerStop } from '../../../k8s/own-end.js';
import type { ComposeFile } from '../compose-file.js';
import { offences, type Policy } from './policy.js';
import { runOnce } from './start-is-in-order.js';

/** A gateway has the time of its drain and its margin, a worker that of its stop; everything else says how long it takes. */
export const endHasTime: Policy = (compose) => {
  const once = runOnce(compose);
  return Object.keys(compose.services)
    .filter((name) => !once.has(name))
    .flatMap((name) =>
      offences(name, {
        [`has less than ${needed(compose, name)} s to end`]: grace(compose, name) >= needed(compose, name),
      }),
    );
};

function needed({ services }: ComposeFile, name: string): number {
  if (name === 'worker') return workerStop() + SLACK_SECONDS;
  const { DRAIN_SECONDS } = services[name]?.environment ?? {};
  return DRAIN_SECONDS ? Number(DRAIN_SECONDS) + gatewayMargin() + SLACK_SECONDS : 1;
}

function grace({ services }: ComposeFile, name: string): number {
  return Number(/^(\d+)s$/.exec(services[name]?.stop_grace_period ?? '')?.[1] ?? 0);
}
