import { clusterSettings } from '@crosstalk/cluster';
import { ConfigError, type Environment, parseConfig, type SliceValues } from '@crosstalk/config';
import { checkIdentityValues, identitySettings } from '@crosstalk/identity';
import { jobsSettings } from '@crosstalk/jobs';
import { checkS3Values, s3Settings } from '@crosstalk/object-storage';
import { checkVapidKeys, outboundSettings } from '@crosstalk/outbound/rules';
import { restSettings } from '@crosstalk/rest';
import { storageSettings } from '@crosstalk/storage';
import { telemetrySettings } from '@crosstalk/telemetry';
import { tracingSettings } from '@crosstalk/tracing';
import { gatewaySettings } from '../gateway-settings.js';

/** Every setting of a gateway, each declared by the package that uses it. */
export const settings = {
  ...gatewaySettings,
  ...storageSettings,
  ...s3Settings,
  ...clusterSettings,
  ...jobsSettings,
  ...identitySettings,
  ...restSettings,
  ...outboundSettings,
  ...telemetrySettings,
  ...tracingSettings('crosstalk-gateway'),
};

export type GatewayConfig = SliceValues<typeof settings>;

/** @throws ConfigError that lists every mistake, also of settings that do not go together */
export function readConfig(environment: Environment): GatewayConfig {
  const problems = new Set([
    ...problemsOf(() => parseConfig(settings, environment)),
    ...problemsOf(() => checkIdentityValues(parseConfig(identitySettings, environment))),
    ...problemsOf(() => checkVapidKeys(parseConfig(outboundSettings, environment))),
    ...problemsOf(() => checkS3Values(parseConfig(s3Settings, environment))),
  ]);
  if (problems.size > 0) throw new ConfigError([...problems]);
  return parseConfig(settings, environment);
}

function problemsOf(check: () => unknown): readonly string[] {
  try {
    check();
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}
