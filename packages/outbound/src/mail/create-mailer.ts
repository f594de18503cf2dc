import { createTransport } from 'nodemailer';
import type { SendOutcome } from '../send-outcome.js';

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** Left of the `@` of the Message-ID: the same on every attempt, so that a mail server can tell a repetition. */
  readonly id: string;
}

export interface Mailer {
  send(mail: Mail): Promise<SendOutcome>;
  close(): void;
}

interface MailerOptions {
  /** `smtp://user:password@host:port` or `smtps://…`. */
  readonly smtpUrl: string;
  /** `Name <address>`. */
  readonly from: string;
}

const TIMEOUT_MS = 15_000;

/** Sends plain text by SMTP, over a few connections that are kept. */
export function createMailer({ smtpUrl, from }: MailerOptions): Mailer {
  const transport = createTransport(
    {
      url: smtpUrl,
      pool: true,
      maxConnections: 2,
      connectionTimeout: TIMEOUT_MS,
      greetingTimeout: TIMEOUT_MS,
      socketTimeout: TIMEOUT_MS,
      // Nothing of a mail is to be read from a file or a URL.
      disableFileAccess: true,
      disableUrlAccess: true,
    },
    { from },
  );
  const domain = /@([^>\s]+)/.exec(from)?.[1] ?? 'localhost';
  return {
    send: async ({ to, subject, text, id }) => {
      try {
        await transport.sendMail({
          // As an object: the address is one, whatever commas and brackets stand in it.
          to: { name: '', address: to },
          subject,
          text,
          messageId: `<${id}@${domain}>`,
          headers: { 'Auto-Submitted': 'auto-generated' },
        });
        return { outcome: 'sent' };
      } catch (error) {
        return outcomeOf(error);
      }
    },
    close: () => transport.close(),
  };
}

/** A reply of 5xx is for good (RFC 5321, section 4.2.1), whatever else goes wrong may be over later. What the server said holds addresses. */
function outcomeOf(error: unknown): SendOutcome {
  const code = (error as { readonly responseCode?: unknown }).responseCode;
  if (typeof code !== 'number') {
    return { outcome: 'failed', error: 'The mail server cannot be reached.', retryable: true };
  }
  return { outcome: 'failed', error: `SMTP ${code}`, retryable: code < 500 };
}
