import { createMailer, type Mailer } from '@crosstalk/outbound';
import { expect } from 'chai';
import { afterEach, describe, it } from 'mocha';
import { type MailSink, openMailSink } from './support/mail-sink.js';

describe('A mail', () => {
  const closing: (() => unknown)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });

  async function opened(refuse?: (to: string) => number | null): Promise<{ sink: MailSink; mailer: Mailer }> {
    const sink = await openMailSink(refuse);
    const mailer = createMailer({ smtpUrl: sink.url, from: 'Chat <chat@example.org>' });
    closing.push(
      () => mailer.close(),
      () => sink.close(),
    );
    return { sink, mailer };
  }
  const mail = { to: 'ann@example.com', subject: 'Grüße', text: 'You have mail.\n', id: 'digest-1-2' };

  it('arrives as plain text under the id that it is given on every attempt', async () => {
    const { sink, mailer } = await opened();
    expect(await mailer.send(mail)).to.deep.equal({ outcome: 'sent' });
    expect(await mailer.send(mail)).to.deep.equal({ outcome: 'sent' });
    expect(sink.received).to.have.length(2);
    for (const { from, to, text } of sink.received) {
      expect({ from, to }).to.deep.equal({ from: 'chat@example.org', to: ['ann@example.com'] });
      expect(text).to.include('Message-ID: <digest-1-2@example.org>');
      expect(text).to.include('Content-Type: text/plain');
      expect(text).to.include('You have mail.');
    }
  });

  it('goes to one address, whatever stands in it', async () => {
    const { sink, mailer } = await opened();
    await mailer.send({ ...mail, to: 'ann@example.com, eve@example.com\r\nBcc: mallory@example.com' });
    const reached = sink.received.flatMap(({ to }) => to);
    expect(reached).to.not.include('eve@example.com');
    expect(reached).to.not.include('mallory@example.com');
  });

  it('that is refused for good is not tried again, one that is refused for now is', async () => {
    const { mailer } = await opened((to) => (to.startsWith('gone') ? 550 : 451));
    const gone = await mailer.send({ ...mail, to: 'gone@example.com' });
    expect(gone).to.deep.equal({ outcome: 'failed', error: 'SMTP 550', retryable: false });
    const later = await mailer.send({ ...mail, to: 'full@example.com' });
    expect(later).to.deep.equal({ outcome: 'failed', error: 'SMTP 451', retryable: true });
  });

  it('may be tried again when the server is away, which is told without its address', async () => {
    const { sink, mailer } = await opened();
    await sink.close();
    const sent = await mailer.send(mail);
    expect(sent).to.deep.equal({
      outcome: 'failed',
      error: 'The mail server cannot be reached.',
      retryable: true,
    });
  });
});
