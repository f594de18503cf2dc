import { clusterSettings } from '@crosstalk/cluster';
import { type Environment, parseConfig, type SliceValues } from '@crosstalk/config';
import { identitySettings } from '@crosstalk/identity';
import { jobsSettings } from '@crosstalk/jobs';
import { restSettings } from '@crosstalk/rest';
import { storageSettings } from '@crosstalk/storage';
import { telemetrySettings } from '@crosstalk/telemetry';
import { gatewaySettings } from '../gateway-settings.js';

/** Every setting of a gateway, each declared by the package that uses it. */
export const settings = {
  ...gatewaySettings,
  ...storageSettings,
  ...clusterSettings,
  ...jobsSettings,
  ...identitySettings,
  ...restSettings,
  ...telemetrySettings,
};

export type GatewayConfig = SliceValues<typeof settings>;

/** @throws ConfigError that lists every mistake */
export function readConfig(environment: Environment): GatewayConfig {
  return parseConfig(settings, environment);
}
