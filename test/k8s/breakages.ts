/** @module Ways to spoil a good deployment, each of which one policy must notice. */
import type { Container, Manifest, Pod, Spec } from './manifest.js';
import type { POLICIES } from './policies.js';
import { component } from './query.js';

export interface Breakage {
  readonly title: string;
  readonly policy: keyof typeof POLICIES;
  /** `production` unless told. */
  readonly variant?: string;
  /** Changes the objects, or returns others. */
  readonly damage: (manifests: Manifest[]) => Manifest[] | undefined;
}

const KEDA = 'production with KEDA, Gateway API and external secrets';

function change(title: string, policy: Breakage['policy'], damage: (all: Manifest[]) => unknown): Breakage {
  return {
    title,
    policy,
    damage: (all) => {
      damage(all);
      return undefined;
    },
  };
}

function without(title: string, policy: Breakage['policy'], kindAndName: string): Breakage {
  return { title, policy, damage: (all) => all.filter((each) => each !== find(all, kindAndName)) };
}

function find(all: readonly Manifest[], kindAndName: string): Manifest {
  const [kind, name = ''] = kindAndName.split('/');
  const found = all.find((each) => each.kind === kind && each.metadata.name.startsWith(name));
  if (!found) throw new Error(`there is no ${kindAndName} to spoil`);
  return found;
}

function spec(all: readonly Manifest[], kindAndName: string): Spec {
  const found = find(all, kindAndName).spec;
  if (!found) throw new Error(`${kindAndName} has no spec`);
  return found;
}

function data(all: readonly Manifest[], name: string): Record<string, string> {
  const found = find(all, `ConfigMap/${name}`).data;
  if (!found) throw new Error(`${name} is empty`);
  return found;
}

function pod(all: readonly Manifest[], name = 'gateway'): Pod {
  const found = component(all, name)?.pod;
  if (!found) throw new Error(`there is no ${name} to spoil`);
  return found;
}

function container(all: readonly Manifest[], name = 'gateway'): Container {
  const [found] = pod(all, name).containers;
  if (!found) throw new Error(`${name} has no container`);
  return found;
}

export const BREAKAGES: readonly Breakage[] = [
  change('a pod that may run as root', 'confines its pods', (all) => {
    pod(all, 'worker').securityContext = { ...pod(all, 'worker').securityContext, runAsNonRoot: false };
  }),
  change('a token of the API server', 'confines its pods', (all) => {
    pod(all, 'migrate').automountServiceAccountToken = true;
  }),
  change('a container that writes to its root', 'confines its pods', (all) => {
    container(all).securityContext = { ...container(all).securityContext, readOnlyRootFilesystem: false };
  }),
  change('a capability that is added', 'confines its pods', (all) => {
    container(all).securityContext = {
      ...container(all).securityContext,
      capabilities: { drop: ['ALL'], add: ['NET_ADMIN'] },
    };
  }),
  change('an init container without a security context', 'confines its pods', (all) => {
    pod(all).initContainers = [{ name: 'first', image: 'first:1' }];
  }),
  change('a container without a memory limit', 'bounds its containers', (all) => {
    delete container(all, 'worker').resources?.limits?.memory;
  }),
  change('a heap larger than the memory', 'bounds its containers', (all) => {
    const { limits } = container(all).resources ?? {};
    if (limits) limits.memory = '512Mi';
  }),
  change('an image without a tag', 'bounds its containers', (all) => {
    container(all, 'migrate').image = 'registry.example.com/crosstalk';
  }),
  change('a drain that is longer than the grace period', 'gives a drain the time it takes', (all) => {
    data(all, 'crosstalk-gateway').DRAIN_SECONDS = '90';
  }),
  change('a worker that is killed before its jobs end', 'gives a drain the time it takes', (all) => {
    pod(all, 'worker').terminationGracePeriodSeconds = 15;
  }),
  change(
    'a gateway that ends while the load balancer still sends',
    'gives a drain the time it takes',
    (all) => {
      delete container(all).lifecycle;
    },
  ),
  change('a liveness probe that asks the dependencies', 'asks probes where they are answered', (all) => {
    container(all).livenessProbe = { httpGet: { path: '/readyz', port: 'ops' }, timeoutSeconds: 3 };
  }),
  change('an operations port that moved', 'asks probes where they are answered', (all) => {
    data(all, 'crosstalk-worker').OPS_PORT = '9101';
  }),
  change('a chat port that moved', 'asks probes where they are answered', (all) => {
    data(all, 'crosstalk-gateway').PORT = '8080';
  }),
  change('a rollout that takes pods away first', 'rolls out gently', (all) => {
    spec(all, 'Deployment/crosstalk-gateway').strategy = {
      type: 'RollingUpdate',
      rollingUpdate: { maxUnavailable: 1, maxSurge: '25%' },
    };
  }),
  without(
    'a Deployment without a disruption budget',
    'rolls out gently',
    'PodDisruptionBudget/crosstalk-worker',
  ),
  change('a budget under which no node can be drained', 'rolls out gently', (all) => {
    spec(all, 'PodDisruptionBudget/crosstalk-gateway').maxUnavailable = 0;
  }),
  change('pods that are not spread', 'rolls out gently', (all) => {
    pod(all).topologySpreadConstraints = [{ labelSelector: { matchLabels: { app: 'other' } } }];
  }),
  change('a Service that selects nothing', 'has names that lead somewhere', (all) => {
    spec(all, 'Service/crosstalk-gateway').selector = { app: 'other' };
  }),
  change('a budget that selects nothing', 'has names that lead somewhere', (all) => {
    spec(all, 'PodDisruptionBudget/crosstalk-gateway').selector = { matchLabels: { app: 'other' } };
  }),
  change('a program that is not there', 'has names that lead somewhere', (all) => {
    container(all, 'migrate').command = ['node', 'apps/worker/dist/upgrade.js'];
  }),
  change('a monitor that finds no Service', 'has names that lead somewhere', (all) => {
    spec(all, 'ServiceMonitor/crosstalk').selector = { matchLabels: { app: 'other' } };
  }),
  without('settings that are not there', 'has names that lead somewhere', 'ConfigMap/crosstalk-shared'),
  change('an Ingress for another host', 'has doors that lead to the gateway', (all) => {
    data(all, 'crosstalk-gateway').PUBLIC_URL = 'https://talk.example.org';
  }),
  change('an Ingress to the operations port', 'has doors that lead to the gateway', (all) => {
    const service = { name: 'crosstalk-gateway-ops', port: { name: 'ops' } };
    spec(all, 'Ingress/crosstalk').rules = [
      { host: 'chat.example.com', http: { paths: [{ backend: { service } }] } },
    ];
  }),
  {
    ...change('a route to a port that is not there', 'has doors that lead to the gateway', (all) => {
      spec(all, 'HTTPRoute/crosstalk').rules = [
        { backendRefs: [{ name: 'crosstalk-gateway', port: 8_080 }] },
      ];
    }),
    variant: KEDA,
  },
  without('a network without a denial', 'closes its network', 'NetworkPolicy/deny-all'),
  without('a gateway that Traefik cannot reach', 'closes its network', 'NetworkPolicy/allow-from-traefik'),
  without('nodes that cannot reach Redis', 'closes its network', 'NetworkPolicy/allow-redis'),
  change('a way to the whole world', 'closes its network', (all) => {
    spec(all, 'NetworkPolicy/allow-dns').egress?.push({
      to: [{ ipBlock: { cidr: '0.0.0.0/0' } }],
      ports: [{ port: 443 }],
    });
  }),
  change('a rule without peers', 'closes its network', (all) => {
    spec(all, 'NetworkPolicy/allow-from-traefik').ingress?.push({ ports: [{ port: 'http' }] });
  }),
  change('a rule for every namespace', 'closes its network', (all) => {
    const from = [{ namespaceSelector: {}, podSelector: { matchLabels: { app: 'other' } } }];
    spec(all, 'NetworkPolicy/allow-from-monitoring').ingress = [{ from, ports: [{ port: 'ops' }] }];
  }),
  change('a variable that nothing reads', 'sets only what programs read', (all) => {
    data(all, 'crosstalk-gateway').DRAIN_SECOND = '30';
  }),
  change('a setting that production refuses', 'sets only what programs read', (all) => {
    data(all, 'crosstalk-gateway').CORS_ORIGINS = '*';
  }),
  change('a gateway without its secret', 'sets only what programs read', (all) => {
    container(all).env = container(all).env?.filter(({ name }) => name !== 'JWT_SECRET') ?? [];
  }),
  change('a Secret in the manifests', 'keeps secrets out', (all) => {
    all.push({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'crosstalk-secrets' } });
  }),
  change('a secret that is written out', 'keeps secrets out', (all) => {
    container(all).env?.push({ name: 'JWT_SECRET', value: 'x'.repeat(32) });
  }),
  change('a password in a URL', 'keeps secrets out', (all) => {
    data(all, 'crosstalk-shared').PROXY = 'http://ann:secret@proxy:3128';
  }),
  {
    ...change('a secret that the store does not deliver', 'keeps secrets out', (all) => {
      spec(all, 'ExternalSecret/crosstalk-secrets').data?.pop();
    }),
    variant: KEDA,
  },
  change('an autoscaler on a metric that is not there', 'asks for metrics that exist', (all) => {
    spec(all, 'HorizontalPodAutoscaler/crosstalk').metrics = [
      { pods: { metric: { name: 'crosstalk_sockets' } } },
    ];
  }),
  change('an alert on a metric that is not there', 'asks for metrics that exist', (all) => {
    spec(all, 'PrometheusRule/crosstalk').groups?.[0]?.rules.push({
      expr: 'rate(crosstalk_errors_total[5m]) > 0',
    });
  }),
  change('a job that the rules do not know', 'asks for metrics that exist', (all) => {
    const { labels } = find(all, 'Service/crosstalk-worker-ops').metadata;
    if (labels) labels['crosstalk-job'] = 'crosstalk-worker-ops';
  }),
  {
    ...change('a query for another namespace', 'asks for metrics that exist', (all) => {
      for (const each of all) if (each.metadata.namespace) each.metadata.namespace = 'chat';
    }),
    variant: KEDA,
  },
  change('replicas that every apply resets', 'leaves the replicas to the autoscaler', (all) => {
    spec(all, 'Deployment/crosstalk-gateway').replicas = 2;
  }),
  without(
    'an autoscaler of nothing',
    'leaves the replicas to the autoscaler',
    'Deployment/crosstalk-gateway',
  ),
  change('settings that come after the migration', 'migrates before nodes start', (all) => {
    delete find(all, 'ConfigMap/crosstalk-shared').metadata.labels?.['crosstalk-step'];
  }),
  change('a migration beside the nodes', 'migrates before nodes start', (all) => {
    delete find(all, 'Job/crosstalk-migrate').metadata.annotations;
  }),
];
