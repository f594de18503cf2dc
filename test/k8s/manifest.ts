/** @module The parts of Kubernetes objects that the policies read. */

export type Labels = Record<string, string>;

export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string; labels?: Labels; annotations?: Labels };
  spec?: Spec;
  data?: Labels;
}

export interface Selector {
  matchLabels?: Labels;
  matchExpressions?: { key: string; operator: string; values?: string[] }[];
}

export interface Spec {
  // Deployment, Job
  replicas?: number;
  minReadySeconds?: number;
  strategy?: {
    type?: string;
    rollingUpdate?: { maxUnavailable?: number | string; maxSurge?: number | string };
  };
  template?: { metadata?: { labels?: Labels }; spec: Pod };
  // Service (a bare map), everything else (a selector)
  selector?: Labels | Selector;
  ports?: { name?: string; port: number; targetPort?: number | string }[];
  // NetworkPolicy
  podSelector?: Selector;
  policyTypes?: string[];
  ingress?: NetworkRule[];
  egress?: NetworkRule[];
  // PodDisruptionBudget, HorizontalPodAutoscaler, ScaledObject
  maxUnavailable?: number | string;
  scaleTargetRef?: { kind: string; name: string };
  minReplicas?: number;
  minReplicaCount?: number;
  metrics?: { pods?: { metric: { name: string } } }[];
  triggers?: { metadata: { query: string } }[];
  // Ingress, HTTPRoute
  rules?: Route[];
  hostnames?: string[];
  tls?: { hosts: string[] }[];
  // ServiceMonitor, PrometheusRule, ExternalSecret
  endpoints?: { port: string }[];
  jobLabel?: string;
  groups?: { rules: { alert?: string; expr: string }[] }[];
  data?: { secretKey: string }[];
  target?: { name: string };
}

export interface Route {
  host?: string;
  http?: { paths: { backend: { service: { name: string; port: { name?: string; number?: number } } } }[] };
  backendRefs?: { name: string; port: number }[];
}

export interface Peer {
  namespaceSelector?: Selector;
  podSelector?: Selector;
  ipBlock?: { cidr: string };
}

export interface NetworkRule {
  from?: Peer[];
  to?: Peer[];
  ports?: { protocol?: string; port?: number | string }[];
}

export interface Pod {
  serviceAccountName?: string;
  automountServiceAccountToken?: boolean;
  hostNetwork?: boolean;
  hostPID?: boolean;
  hostIPC?: boolean;
  terminationGracePeriodSeconds?: number;
  securityContext?: { runAsNonRoot?: boolean; runAsUser?: number; seccompProfile?: { type: string } };
  topologySpreadConstraints?: { labelSelector?: Selector }[];
  initContainers?: Container[];
  containers: Container[];
  volumes?: { name: string; hostPath?: unknown }[];
}

export interface Probe {
  httpGet?: { path: string; port: number | string };
  timeoutSeconds?: number;
}

export interface Container {
  name: string;
  image: string;
  command?: string[];
  env?: EnvironmentEntry[];
  envFrom?: { configMapRef?: { name: string } }[];
  ports?: { name: string; containerPort: number }[];
  startupProbe?: Probe;
  livenessProbe?: Probe;
  readinessProbe?: Probe;
  lifecycle?: { preStop?: { sleep?: { seconds: number } } };
  resources?: { requests?: Labels; limits?: Labels };
  securityContext?: {
    privileged?: boolean;
    allowPrivilegeEscalation?: boolean;
    readOnlyRootFilesystem?: boolean;
    capabilities?: { drop?: string[]; add?: string[] };
  };
}

export interface EnvironmentEntry {
  name: string;
  value?: string;
  valueFrom?: { secretKeyRef?: { name: string; key: string; optional?: boolean } };
}
