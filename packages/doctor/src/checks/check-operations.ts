import { type Finding, fail, ok, skipped, warn } from '../finding.js';
import { ask, askUrl } from '../net/ask.js';
import type { Target } from '../target.js';

const [CHECK, NODE] = ['operations', 'node'];
const USUAL_PORTS = [9000, 9001, 9100];
const HIDE =
  'Only Prometheus and the load balancer may reach OPS_PORT: no route to it, and a firewall before it.';

/** The operations port has no authentication: strangers must reach neither it nor its paths. */
export async function checkOperations(target: Target): Promise<readonly Finding[]> {
  const [paths, ports, nodes] = await Promise.all([
    openPaths(target),
    openPorts(target),
    Promise.all(target.options.ops.map((url) => checkNode(target, url))),
  ]);
  const findings = [
    ...(paths.length > 0
      ? [fail(CHECK, `Everybody can read ${paths.join(' and ')}.`, `Do not route these paths. ${HIDE}`)]
      : []),
    ...(ports.length > 0
      ? [
          fail(
            CHECK,
            `Everybody can reach the operations port: ${ports.join(', ')} of ${target.url.hostname}.`,
            HIDE,
          ),
        ]
      : []),
  ];
  const calm = ok(CHECK, 'The operations ports cannot be reached from here.');
  return [...(findings.length > 0 ? findings : [calm]), ...nodes.flat()];
}

async function openPaths(target: Target): Promise<readonly string[]> {
  const [metrics, ready] = await Promise.all(
    ['/metrics', '/readyz'].map((path) => ask(target, { path }).catch(() => null)),
  );
  return [
    ...(isMetrics(metrics?.status, metrics?.text) ? ['/metrics'] : []),
    ...(ready && [200, 503].includes(ready.status) && /"(redis|mongo)/i.test(ready.text) ? ['/readyz'] : []),
  ];
}

async function openPorts(target: Target): Promise<readonly number[]> {
  const asked = target.options.opsPorts ?? (target.isLocal ? [] : USUAL_PORTS);
  const found = await Promise.all(
    asked.map(async (port) => {
      const url = new URL(`http://${target.url.hostname}:${port}/metrics`);
      const answer = await askUrl(target, url, { path: '' }).catch(() => null);
      return isMetrics(answer?.status, answer?.text) ? port : null;
    }),
  );
  return found.filter((port) => port !== null);
}

function isMetrics(status: number | undefined, text = ''): boolean {
  return status === 200 && text.includes('crosstalk_');
}

/** What a node says of itself to who may ask it. */
async function checkNode(target: Target, url: URL): Promise<readonly Finding[]> {
  const answer = await askUrl(target, new URL('/readyz', url), { path: '' }).catch((error: Error) => error);
  if (answer instanceof Error) return [skipped(NODE, `${url.origin} ${answer.message}.`)];
  if (answer.status === 200) return [ok(NODE, `The node at ${url.origin} is ready.`)];
  return [
    warn(
      NODE,
      `The node at ${url.origin} is not ready: ${answer.text.slice(0, 300)}`,
      'Bring back what it names; while it drains, wait.',
    ),
  ];
}
