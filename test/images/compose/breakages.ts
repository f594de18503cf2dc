import type { ComposeFile, Service } from './compose-file.js';
import type { POLICIES } from './policies.js';

interface Breakage {
  readonly what: string;
  /** The policy that must notice it. */
  readonly sentence: keyof typeof POLICIES;
  change(compose: ComposeFile): void;
}

/** Mistakes that somebody may make in the file. */
export const BREAKAGES: readonly Breakage[] = [
  breakage(
    'a root user',
    'confines its containers',
    at('worker', (service) => {
      service.user = '0:0';
    }),
  ),
  breakage(
    'a writable root',
    'confines its containers',
    at('gateway-1', (service) => {
      delete service.read_only;
    }),
  ),
  breakage(
    'a capability',
    'confines its containers',
    at('balancer', (service) => {
      service.cap_add = ['NET_ADMIN'];
    }),
  ),
  breakage(
    'the socket of the engine',
    'confines its containers',
    at('prometheus', (service) => {
      service.volumes?.push('/var/run/docker.sock:/var/run/docker.sock:ro');
    }),
  ),
  breakage(
    'a container without limits',
    'bounds its containers',
    at('redis', (service) => {
      delete service.deploy;
    }),
  ),
  breakage(
    'a floating image',
    'bounds its containers',
    at('mongodb', (service) => {
      service.image = 'mongo:latest';
    }),
  ),
  breakage(
    'logs without end',
    'bounds its containers',
    at('grafana', (service) => {
      delete service.logging;
    }),
  ),
  breakage(
    'a gateway that does not wait for the migration',
    'starts in order',
    at('gateway-2', (service) => {
      delete service.depends_on?.migrate;
    }),
  ),
  breakage(
    'a migration in a loop',
    'starts in order',
    at('migrate', (service) => {
      service.restart = 'unless-stopped';
    }),
  ),
  breakage(
    'a database that nobody asks',
    'asks for the health of what runs on',
    at('mongodb', (service) => {
      delete service.healthcheck;
    }),
  ),
  breakage(
    'a database that is open to the world',
    'keeps its networks apart',
    at('mongodb', (service) => {
      service.ports = ['27017:27017'];
    }),
  ),
  breakage(
    'a balancer with the databases',
    'keeps its networks apart',
    at('balancer', (service) => {
      service.networks?.push('data');
    }),
  ),
  {
    what: 'a network of the databases that leads out',
    sentence: 'keeps its networks apart',
    change: ({ networks }) => {
      networks.data = {};
    },
  },
  breakage(
    'a longer drain',
    'gives every process the time to end',
    at('gateway-1', ({ environment }) => {
      if (environment) environment.DRAIN_SECONDS = '60';
    }),
  ),
  breakage(
    'a worker without its time',
    'gives every process the time to end',
    at('worker', (service) => {
      service.stop_grace_period = '10s';
    }),
  ),
  breakage(
    'jobs without a log',
    'has a Redis that keeps jobs and one that loses events',
    at('redis-queue', (service) => {
      service.command = service.command?.map((word) => (word === 'yes' ? 'no' : word)) ?? [];
    }),
  ),
  breakage(
    'jobs among the events',
    'has a Redis that keeps jobs and one that loses events',
    at('worker', (service) => {
      if (service.environment) service.environment.QUEUE_REDIS_URL = service.environment.REDIS_URL ?? '';
    }),
  ),
  breakage(
    'a setting that nobody reads',
    'sets what the programs read',
    at('gateway-1', (service) => {
      if (service.environment) service.environment.DRAIN_SECOND = '30';
    }),
  ),
  breakage(
    'a refused setting',
    'sets what the programs read',
    at('gateway-2', (service) => {
      if (service.environment) service.environment.CORS_ORIGINS = '*';
    }),
  ),
  breakage(
    'a mount of nothing',
    'mounts and builds what the repository has',
    at('prometheus', (service) => {
      service.volumes?.push('./prometheus/missing.yml:/etc/missing.yml:ro');
    }),
  ),
  breakage(
    'a stage that does not exist',
    'mounts and builds what the repository has',
    at('worker', (service) => {
      if (service.build) service.build.target = 'workers';
    }),
  ),
];

function breakage(what: string, sentence: keyof typeof POLICIES, change: Breakage['change']): Breakage {
  return { what, sentence, change };
}

function at(name: string, change: (service: Service) => void): Breakage['change'] {
  return ({ services }) => {
    const service = services[name];
    if (!service) throw new Error(`there is no ${name}`);
    change(service);
  };
}
