import { flag, integer, list, type SliceValues, setting } from '@crosstalk/config';
import { RATE_RULES } from '@crosstalk/domain';
import { z } from 'zod';

export const restSettings = {
  registration: setting('REGISTRATION', '`off`: nobody can register any more.', flag, { fallback: 'on' }),
  requestsPerMinute: setting(
    'REST_REQUESTS_PER_MINUTE',
    'REST requests of one person (or of one address without a token) in a minute.',
    integer(1, 1_000_000),
    { fallback: '1200' },
  ),
  maxUploadBytes: setting(
    'MAX_UPLOAD_BYTES',
    'Largest file that may be uploaded, in bytes.',
    integer(1, 2 ** 40),
    {
      fallback: `${256 * 1024 * 1024}`,
    },
  ),
  uploadsPerMinute: setting(
    'UPLOADS_PER_MINUTE',
    'Files that one person may store in a minute, by whatever API.',
    integer(1, 1_000_000),
    { fallback: `${RATE_RULES.uploadPerUser.limit}` },
  ),
  bodyIdleSeconds: setting(
    'BODY_IDLE_SECONDS',
    'A request body of which nothing came for so long is given up, in seconds.',
    integer(1, 3_600),
    { fallback: '30' },
  ),
  stunUrls: setting(
    'STUN_URLS',
    'STUN servers for calls (`stun:host:port`), separated by commas.',
    list.optional(),
  ),
  turnUrls: setting(
    'TURN_URLS',
    'TURN servers for calls (`turn:host:port`), separated by commas; used together with `TURN_SECRET` only.',
    list.optional(),
  ),
  turnSecret: setting(
    'TURN_SECRET',
    'The secret that the TURN servers share with Crosstalk (`static-auth-secret` of coturn).',
    z.string().optional(),
    { secret: true },
  ),
  turnTtlSeconds: setting('TURN_TTL_SECONDS', 'Life of TURN credentials in seconds.', integer(60, 86_400), {
    fallback: '3600',
  }),
};

export type RestValues = SliceValues<typeof restSettings>;
