import { choice, flag, list, type SliceValues, setting } from '@crosstalk/config';
import { type AllowList, parseAllowList } from '@crosstalk/safe-fetch';
import { z } from 'zod';

const allowList = list.transform((entries, context): AllowList => {
  try {
    return parseAllowList(entries);
  } catch (error) {
    context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : 'is wrong' });
    return z.NEVER;
  }
});

const vapidKey = (bytes: number, characters: number) =>
  z
    .string()
    .regex(new RegExp(`^[\\w-]{${characters}}$`), `must be ${bytes} bytes in base64url`)
    .optional();

/** Of gateway and worker alike. */
export const outboundSettings = {
  outboundAllow: setting(
    'OUTBOUND_ALLOW',
    'Private targets that webhooks, push services and linked pages may have, separated by commas: networks (`10.1.0.0/16`), addresses, or `host:port`, which may be http. Opens them to every user.',
    allowList,
    { fallback: '' },
  ),
  push: setting('PUSH', '`off`: browsers cannot subscribe to push messages and get none.', flag, {
    fallback: 'on',
  }),
  vapidPublicKey: setting(
    'VAPID_PUBLIC_KEY',
    'Names this cluster to push services; base64url. Without the two keys the cluster makes a pair and keeps it in MongoDB.',
    vapidKey(65, 87),
  ),
  vapidPrivateKey: setting('VAPID_PRIVATE_KEY', 'Signs push messages; base64url.', vapidKey(32, 43), {
    secret: true,
  }),
  linkPreviews: setting(
    'LINK_PREVIEWS',
    '`on`: the worker asks the server of the first link of each message for title, description and picture.',
    choice('on', 'off').transform((word) => word === 'on'),
    { fallback: 'off' },
  ),
};

export type OutboundConfig = SliceValues<typeof outboundSettings>;
