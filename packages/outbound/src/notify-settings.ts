import { flag, integer, type SliceValues, setting, text, url } from '@crosstalk/config';
import { z } from 'zod';

/** Of the worker alone. */
export const notifySettings = {
  notifyDelaySeconds: setting(
    'NOTIFY_DELAY_SECONDS',
    'How long messages of a room are gathered, and may still be read, before its offline members are notified.',
    integer(0, 3_600),
    { fallback: '5' },
  ),
  pushShowText: setting(
    'PUSH_SHOW_TEXT',
    'Whether a push message holds the text of the newest message, which may then stand on a locked screen.',
    flag,
    { fallback: 'off' },
  ),
  vapidSubject: setting(
    'VAPID_SUBJECT',
    'How the people of a push service reach you: `mailto:` or `https:`. Some refuse an address at localhost.',
    z.string().regex(/^(mailto:.+@.+|https:\/\/.+)$/, 'must begin with mailto: or https://'),
    { fallback: 'mailto:crosstalk@localhost' },
  ),
  smtpUrl: setting(
    'SMTP_URL',
    'Mail server for digests of what stays unread: `smtp://user:password@host:port` or `smtps://…`. Without it no mail is sent.',
    url('smtp', 'smtps').optional(),
    { secret: true },
  ),
  mailFrom: setting('MAIL_FROM', 'Sender of the digests: `Name <address>`.', text, {
    fallback: 'Crosstalk <crosstalk@localhost>',
  }),
  digestMinutes: setting(
    'DIGEST_MINUTES',
    'Minutes that a message stays unread before a digest names its room, and that lie between two digests to one person.',
    integer(1, 10_080),
    { fallback: '60' },
  ),
};

export type NotifyConfig = SliceValues<typeof notifySettings>;
