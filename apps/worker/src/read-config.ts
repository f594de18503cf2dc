import { clusterSettings } from '@crosstalk/cluster';
import { type Environment, parseConfig, type SliceValues } from '@crosstalk/config';
import { jobsSettings } from '@crosstalk/jobs';
import { mediaSettings } from '@crosstalk/media';
import { checkS3Values, s3Settings } from '@crosstalk/object-storage';
import { checkVapidKeys, notifySettings, outboundSettings } from '@crosstalk/outbound';
import { storageSettings } from '@crosstalk/storage';
import { telemetrySettings } from '@crosstalk/telemetry';
import { tracingSettings } from '@crosstalk/tracing';
import { workerSettings } from './worker-settings.js';

const { redisUrl, redisPrefix, redisProtocol } = clusterSettings;

/** Every setting of a worker, each declared by the package that uses it. */
export const settings = {
  ...workerSettings,
  ...storageSettings,
  ...s3Settings,
  ...jobsSettings,
  ...mediaSettings,
  ...outboundSettings,
  ...notifySettings,
  ...telemetrySettings,
  ...tracingSettings('crosstalk-worker'),
  redisUrl,
  redisPrefix,
  redisProtocol,
};

export type WorkerConfig = SliceValues<typeof settings>;

/** @throws ConfigError that lists every mistake */
export function readConfig(environment: Environment): WorkerConfig {
  const config = parseConfig(settings, environment);
  checkS3Values(config);
  checkVapidKeys(config);
  return config;
}
