import type { Secrets } from '../data/load-secrets.js';
import type { ChildPlace, ClusterPlan } from './cluster-plan.js';

export interface ClusterSettings {
  readonly plan: ClusterPlan;
  /** Variables of the person who started the cluster; they win over every default. */
  readonly given: NodeJS.ProcessEnv;
  readonly secrets: Secrets;
  readonly mongoUrl: string;
  readonly redisUrl: string;
}

/** The configuration of one gateway or worker. */
export function childEnvironment(settings: ClusterSettings, place: ChildPlace): NodeJS.ProcessEnv {
  const { plan, given, secrets } = settings;
  const defaults = {
    ...secrets,
    CHAT_KEYS: 'dev-chat-key:default',
    LOG_LEVEL: 'info',
    TRUST_PROXY: 'loopback',
    DRAIN_SECONDS: '1',
    REGISTRATIONS_PER_HOUR: '1000',
  };
  const fixed = {
    HOST: plan.host,
    OPS_PORT: String(place.opsPort),
    PUBLIC_URL: plan.publicUrl,
    MONGODB_URL: settings.mongoUrl,
    REDIS_URL: settings.redisUrl,
    ...(place.port === undefined ? {} : { PORT: String(place.port) }),
  };
  return { ...defaults, ...withoutEmpty(given), ...fixed };
}

/** `JWT_SECRET= npm start` means the default, not an empty secret. */
function withoutEmpty(given: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''));
}
