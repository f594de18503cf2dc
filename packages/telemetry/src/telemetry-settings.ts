import { choice, type SliceValues, setting } from '@crosstalk/config';

export const telemetrySettings = {
  logLevel: setting(
    'LOG_LEVEL',
    'Least severe level that is logged: trace, debug, info, warn, error, fatal or silent.',
    choice('trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'),
    { fallback: 'info' },
  ),
};

export type TelemetryConfig = SliceValues<typeof telemetrySettings>;
