import { Cluster } from '../../harness/cluster.js';

/** Where the live suites find the nodes. */
export interface Deployment {
  /** Two nodes; the same address twice where one front door is all that is known. */
  readonly urls: readonly [string, string];
  /** The same for WebSockets. */
  readonly wsUrls: readonly [string, string];
  /** Names a trusted host site. */
  readonly chatKey: string;
  /** The cluster that was started for this suite; null when somebody else runs the deployment. */
  readonly cluster: Cluster | null;
  stop(): Promise<void>;
}

/** The deployment of `npm run conformance -- --url`, or a cluster of two gateways and a worker of its own. */
export async function openDeployment(): Promise<Deployment> {
  const [first, second = first] = (process.env.CONFORMANCE_URLS ?? '').split(',').filter(Boolean);
  const chatKey = process.env.CONFORMANCE_CHAT_KEY ?? 'dev-chat-key';
  if (first !== undefined && second !== undefined) {
    return at([first, second], { chatKey, cluster: null, stop: async () => undefined });
  }
  // Everybody in the suites registers from one address.
  const environment = { REGISTRATIONS_PER_HOUR: '100000' };
  const cluster = await Cluster.start({ gateways: 2, environment });
  const urls = [cluster.node(0).url, cluster.node(1).url] as const;
  return at(urls, { chatKey, cluster, stop: () => cluster.stop() });
}

function at(
  urls: readonly [string, string],
  rest: Pick<Deployment, 'chatKey' | 'cluster' | 'stop'>,
): Deployment {
  const [first, second] = urls.map((url) => url.replace(/^http/, 'ws')) as [string, string];
  return { urls, wsUrls: [first, second], ...rest };
}
