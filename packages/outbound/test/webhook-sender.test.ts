import { createHmac } from 'node:crypto';
import { createWebhookSender, newWebhookSecret, urlRefusal } from '@crosstalk/outbound';
import { createSafeFetch, parseAllowList, type SafeFetch } from '@crosstalk/safe-fetch';
import { expect } from 'chai';
import { afterEach, describe, it } from 'mocha';
import { type HttpSink, openHttpSink, type Reply } from './support/http-sink.js';

const NOW = Date.UTC(2026, 0, 1);

describe('A webhook delivery', () => {
  const sinks: HttpSink[] = [];
  afterEach(async () => {
    await Promise.all(sinks.splice(0).map((sink) => sink.close()));
  });

  async function openSink(reply?: () => Reply | null): Promise<HttpSink> {
    const sink = await openHttpSink(reply);
    sinks.push(sink);
    return sink;
  }

  function sender(opened: readonly string[]) {
    const allow = parseAllowList(opened);
    return createWebhookSender({ safeFetch: createSafeFetch({ allow }), allow, now: () => NOW });
  }
  const delivery = (url: string, secret = newWebhookSecret()) => ({
    url,
    secret,
    id: 'msg_1',
    body: '{"type":"message.posted"}',
    signal: new AbortController().signal,
  });

  it('is signed over id, time and body, by what a receiver computes itself', async () => {
    const sink = await openSink();
    const secret = newWebhookSecret();
    const sent = await sender([sink.target])(delivery(`${sink.origin}/hook?a=1`, secret));
    expect(sent).to.deep.equal({ outcome: 'sent' });
    const [request] = sink.received;
    expect(request).to.include({ method: 'POST', path: '/hook?a=1' });
    expect(request?.headers).to.include({
      'content-type': 'application/json',
      'webhook-id': 'msg_1',
      'webhook-timestamp': String(NOW / 1000),
    });
    const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
    expect(key).to.have.length(32);
    const text = `msg_1.${NOW / 1000}.${request?.body.toString()}`;
    const signature = createHmac('sha256', key).update(text).digest('base64');
    expect(request?.headers['webhook-signature']).to.equal(`v1,${signature}`);
  });

  const ANSWERS: readonly (readonly [number, object])[] = [
    [200, { outcome: 'sent' }],
    [302, { outcome: 'failed', error: 'HTTP 302', retryable: false }],
    [404, { outcome: 'failed', error: 'HTTP 404', retryable: false }],
    [410, { outcome: 'gone', error: 'HTTP 410' }],
    [429, { outcome: 'failed', error: 'HTTP 429', retryable: true }],
    [503, { outcome: 'failed', error: 'HTTP 503', retryable: true }],
  ];
  for (const [status, outcome] of ANSWERS) {
    it(`that is answered with ${status} has the outcome ${JSON.stringify(outcome)}, whatever else the answer says`, async () => {
      const headers = { location: 'http://169.254.169.254/' };
      const sink = await openSink(() => ({ status, headers, body: 'secret'.repeat(10_000) }));
      expect(await sender([sink.target])(delivery(sink.origin))).to.deep.equal(outcome);
      expect(sink.received).to.have.length(1);
    });
  }

  it('never reaches a private address that the operator did not open, by address or by name', async () => {
    const sink = await openSink();
    const port = sink.target.split(':')[1];
    const other = sender(['10.0.0.0/8']);
    for (const url of [sink.origin, `https://127.0.0.1:${port}/`, `https://localhost:${port}/`]) {
      const sent = await other(delivery(url));
      expect(sent, url).to.include({ outcome: 'failed', retryable: false });
    }
    expect(sink.received).to.deep.equal([]);
  });

  it('never leaves in plain text, though the address is public', async () => {
    const asked: string[] = [];
    const safeFetch: SafeFetch = async ({ url }) => {
      asked.push(url);
      return { status: 200, headers: {}, url, body: Buffer.alloc(0), truncated: false };
    };
    const send = createWebhookSender({ safeFetch, allow: parseAllowList([]), now: () => NOW });
    expect(await send(delivery('http://hooks.example.com/'))).to.include({
      outcome: 'failed',
      error: 'The URL must be an https URL.',
    });
    expect(await send(delivery('https://hooks.example.com/'))).to.deep.equal({ outcome: 'sent' });
    expect(asked).to.deep.equal(['https://hooks.example.com/']);
  });

  it('that is not answered properly may be tried again', async () => {
    const sink = await openSink();
    await sink.close();
    const sent = await sender([sink.target])(delivery(sink.origin));
    expect(sent).to.include({ outcome: 'failed', retryable: true });
  });
});

describe('A URL that somebody wants to be told at', () => {
  const allow = parseAllowList(['hooks.internal:8080', '10.1.0.0/16']);
  const REFUSED: Readonly<Record<string, string>> = {
    'not a url': 'must be a URL',
    'http://hooks.example.com/': 'must be an https URL',
    'ftp://hooks.example.com/': 'must be an https URL',
    'https://ann:pass@hooks.example.com/': 'must hold no user name or password',
    'https://127.0.0.1/': 'leads to a place that is not public',
    'https://2130706433/': 'leads to a place that is not public',
    'https://[::1]/': 'leads to a place that is not public',
    'https://[::ffff:10.2.0.1]/': 'leads to a place that is not public',
    'https://169.254.169.254/latest': 'leads to a place that is not public',
    'http://10.1.0.1/': 'must be an https URL',
    'http://hooks.internal:8081/': 'must be an https URL',
  };
  for (const [url, why] of Object.entries(REFUSED)) {
    it(`${url} ${why}`, () => {
      expect(urlRefusal(url, allow)).to.equal(why);
    });
  }

  for (const url of [
    'https://hooks.example.com/a',
    'https://8.8.8.8/',
    'https://10.1.2.3/',
    'http://hooks.internal:8080/a',
  ]) {
    it(`${url} is taken`, () => {
      expect(urlRefusal(url, allow)).to.equal(null);
    });
  }
});
