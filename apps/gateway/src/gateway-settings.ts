import { flag, integer, list, type SliceValues, setting, url } from '@crosstalk/config';
import { RATE_RULES } from '@crosstalk/domain';
import { z } from 'zod';

/** What the gateway itself is told; every package adds its own slice. */
export const gatewaySettings = {
  host: setting('HOST', 'Address to listen on.', z.string(), { fallback: '127.0.0.1' }),
  port: setting('PORT', 'Port of HTTP, REST and every dialect; 0 takes a free one.', integer(0, 65_535), {
    fallback: '3000',
  }),
  opsPort: setting('OPS_PORT', 'Port of `/healthz`, `/readyz` and `/metrics`.', integer(0, 65_535), {
    fallback: '9000',
  }),
  publicUrl: setting(
    'PUBLIC_URL',
    'Where clients reach the cluster; file URLs begin with it. Default: this node.',
    url('http', 'https').optional(),
  ),
  corsOrigins: setting(
    'CORS_ORIGINS',
    'Origins of browsers that are let in, on HTTP and on every upgrade, separated by commas; `*` is any. Default: the own origin and localhost.',
    list,
    {
      fallback: '',
      refuseInProduction: (origins) => (origins.includes('*') ? 'must name the origins' : null),
    },
  ),
  trustProxy: setting(
    'TRUST_PROXY',
    'Whose `X-Forwarded-For` is believed: `none`, or addresses and the words of Express separated by commas (`loopback`).',
    list,
    { fallback: 'none' },
  ),
  drainSeconds: setting(
    'DRAIN_SECONDS',
    'Seconds over which clients are told to move after SIGTERM.',
    integer(0, 3_600),
    { fallback: '30' },
  ),
  requestsPerSecond: setting(
    'REQUESTS_PER_SECOND',
    'Requests a second that one connection may send on average.',
    integer(1, 1_000_000),
    { fallback: '100' },
  ),
  requestBurst: setting(
    'REQUEST_BURST',
    'Requests that one connection may send at once.',
    integer(1, 1_000_000),
    { fallback: '200' },
  ),
  registrationsPerHour: setting(
    'REGISTRATIONS_PER_HOUR',
    'How often one address may register in an hour.',
    integer(1, 1_000_000),
    { fallback: `${RATE_RULES.registerPerAddress.limit}` },
  ),
  maxBufferedBytes: setting(
    'MAX_BUFFERED_BYTES',
    'Bytes that may wait for a slow client before its connection is closed.',
    integer(16_384, 1_073_741_824),
    { fallback: '1048576' },
  ),
  shareEmails: setting(
    'SHARE_EMAILS',
    'Whether people who share a chat see each other’s e-mail address (`casamsa`).',
    flag,
    { fallback: 'on' },
  ),
};

export type GatewayValues = SliceValues<typeof gatewaySettings>;
