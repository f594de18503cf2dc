import { createPushSender, makeVapidKeys } from '@crosstalk/outbound';
import { createSafeFetch, parseAllowList } from '@crosstalk/safe-fetch';
import { expect } from 'chai';
import { afterEach, describe, it } from 'mocha';
import { claimsOf, openBrowser } from './support/browser.js';
import { type HttpSink, openHttpSink, type Reply } from './support/http-sink.js';

describe('A push message', () => {
  const sinks: HttpSink[] = [];
  const keys = makeVapidKeys();
  afterEach(async () => {
    await Promise.all(sinks.splice(0).map((sink) => sink.close()));
  });

  async function openService(reply?: () => Reply | null): Promise<HttpSink> {
    const sink = await openHttpSink(reply);
    sinks.push(sink);
    return sink;
  }

  function sender(opened: readonly string[]) {
    const allow = parseAllowList(opened);
    const safeFetch = createSafeFetch({ allow });
    return createPushSender({ safeFetch, allow, keys: async () => keys, subject: 'mailto:a@example.com' });
  }
  const rest = { topic: 'room-7', urgent: false, signal: new AbortController().signal };

  it('can be read by the browser alone, and is signed for its push service', async () => {
    const service = await openService();
    const { subscription, read } = openBrowser(`${service.origin}/send/secret`);
    const payload = JSON.stringify({ unread: 3, title: 'Ünï' });
    const sent = await sender([service.target])({ subscription, payload, ...rest });
    expect(sent).to.deep.equal({ outcome: 'sent' });
    const [request] = service.received;
    if (request === undefined) throw new Error('Nothing came.');
    expect(request).to.include({ method: 'POST', path: '/send/secret' });
    expect(request.headers).to.include({
      'content-encoding': 'aes128gcm',
      ttl: '86400',
      urgency: 'normal',
      topic: 'room-7',
    });
    expect(request.body.toString('latin1')).to.not.include('unread');
    expect(read(request.body)).to.equal(payload);
    const { key, claims } = claimsOf(request);
    expect(key).to.equal(keys.publicKey);
    expect(claims).to.include({ aud: service.origin, sub: 'mailto:a@example.com' });
  });

  it('that mentions somebody is urgent', async () => {
    const service = await openService();
    const { subscription } = openBrowser(service.origin);
    await sender([service.target])({ subscription, payload: '{}', ...rest, urgent: true });
    expect(service.received[0]?.headers.urgency).to.equal('high');
  });

  const ANSWERS: readonly (readonly [number, object])[] = [
    [404, { outcome: 'gone', error: 'HTTP 404' }],
    [410, { outcome: 'gone', error: 'HTTP 410' }],
    [413, { outcome: 'failed', error: 'HTTP 413', retryable: false }],
    [429, { outcome: 'failed', error: 'HTTP 429', retryable: true }],
    [500, { outcome: 'failed', error: 'HTTP 500', retryable: true }],
  ];
  for (const [status, outcome] of ANSWERS) {
    it(`that the service answers with ${status} has the outcome ${JSON.stringify(outcome)}`, async () => {
      const service = await openService(() => ({ status }));
      const { subscription } = openBrowser(service.origin);
      expect(await sender([service.target])({ subscription, payload: '{}', ...rest })).to.deep.equal(outcome);
    });
  }

  it('is not sent to an endpoint that is never asked, nor with keys that are none', async () => {
    const service = await openService();
    const { subscription } = openBrowser(service.origin);
    const refused = await sender([])({ subscription, payload: '{}', ...rest });
    expect(refused).to.include({ outcome: 'gone' });
    const keyless = {
      ...subscription,
      keys: { ...subscription.keys, p256dh: Buffer.alloc(65, 4).toString('base64url') },
    };
    const unreadable = await sender([service.target])({ subscription: keyless, payload: '{}', ...rest });
    expect(unreadable).to.include({ outcome: 'gone' });
    expect(service.received).to.deep.equal([]);
  });
});
