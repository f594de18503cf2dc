import { createPageReader, readPage } from '@crosstalk/outbound';
import { createSafeFetch, parseAllowList } from '@crosstalk/safe-fetch';
import { expect } from 'chai';
import { afterEach, describe, it } from 'mocha';
import { type HttpSink, openHttpSink, type Received, type Reply } from './support/http-sink.js';

const PAGE = `<!doctype html><html><head>
<meta charset="utf-8"><title>Plain title</title>
<meta property="og:title" content="Open &amp; graph">
<meta property="og:description" content="What it
 is about">
<meta property="og:image" content="/a.png"><meta property="og:image" content="/b.png">
</head><body><meta property="og:title" content="late"></body></html>`;

describe('A look at a linked page', () => {
  const sinks: HttpSink[] = [];
  const never = new AbortController().signal;
  afterEach(async () => {
    await Promise.all(sinks.splice(0).map((sink) => sink.close()));
  });

  async function openSite(reply: (request: Received) => Reply | null): Promise<HttpSink> {
    const sink = await openHttpSink(reply);
    sinks.push(sink);
    return sink;
  }
  const html = (body: string | Buffer, type = 'text/html'): Reply => ({
    status: 200,
    headers: { 'content-type': type, 'set-cookie': 'a=b' },
    body,
  });
  const reader = (...opened: string[]) =>
    createPageReader(createSafeFetch({ allow: parseAllowList(opened) }));

  it('finds what the page says of itself, Open Graph first, and tells who asks but not for whom', async () => {
    const site = await openSite(() => html(PAGE));
    const url = `${site.origin}/page?x=1`;
    expect(await reader(site.target)(url, never)).to.deep.equal({
      outcome: 'found',
      preview: {
        url,
        title: 'Open & graph',
        description: 'What it is about',
        imageUrl: `${site.origin}/a.png`,
      },
    });
    const headers = site.received[0]?.headers ?? {};
    expect(headers['user-agent']).to.match(/^Crosstalk-LinkPreview/);
    expect(Object.keys(headers).sort()).to.deep.equal([
      'accept',
      'accept-encoding',
      'connection',
      'host',
      'user-agent',
    ]);
  });

  it('follows a redirect, by which the picture is found, and never into a place that is not opened', async () => {
    const site = await openSite(({ path }) => {
      if (path === '/there/page') return html(PAGE.replace('/a.png', 'c.png'));
      const location = path === '/short' ? '/there/page' : 'http://127.0.0.2/';
      return { status: 302, headers: { location } };
    });
    const read = reader(site.target);
    const found = await read(`${site.origin}/short`, never);
    expect(found).to.have.nested.property('preview.imageUrl', `${site.origin}/there/c.png`);
    expect(found).to.have.nested.property('preview.url', `${site.origin}/short`);
    expect(await read(`${site.origin}/inside`, never)).to.deep.equal({ outcome: 'refused' });
  });

  it('asks no private address', async () => {
    const site = await openSite(() => html(PAGE));
    expect(await reader()(site.origin, never)).to.deep.equal({ outcome: 'refused' });
    expect(site.received).to.deep.equal([]);
  });

  it('finds nothing in what is no page, has no title, or is an error', async () => {
    const replies: Record<string, Reply> = {
      '/json': html(PAGE, 'application/json'),
      '/xhtml': html(PAGE, 'text/htmlx'),
      '/untitled': html('<p>hello'),
      '/error': { ...html(PAGE), status: 404 },
      '/bomb': html('x'.repeat(600 * 1024)),
    };
    const site = await openSite(({ path }) => replies[path] ?? null);
    for (const path of Object.keys(replies)) {
      expect(await reader(site.target)(site.origin + path, never), path).to.deep.equal({ outcome: 'none' });
    }
  });

  it('reads the head of a page that is larger than is read', async () => {
    const site = await openSite(() => html(PAGE + 'x'.repeat(2_000_000)));
    expect(await reader(site.target)(site.origin, never)).to.include({ outcome: 'found' });
  });

  it('reads the letters by the encoding that header or page names', async () => {
    const title = Buffer.from('<title>caf\u00e9</title>', 'latin1');
    const meta = Buffer.from('<meta charset="windows-1252">');
    const replies: Record<string, Reply> = {
      '/header': html(title, 'text/html; charset=ISO-8859-1'),
      '/meta': html(Buffer.concat([meta, title])),
      '/unknown': html('<title>café</title>', 'text/html; charset=klingon'),
    };
    const site = await openSite(({ path }) => replies[path] ?? null);
    for (const path of Object.keys(replies)) {
      const found = await reader(site.target)(site.origin + path, never);
      expect(found, path).to.have.nested.property('preview.title', 'café');
    }
  });

  it('gives up when it is told to', async () => {
    const abort = new AbortController();
    const site = await openSite(() => {
      abort.abort();
      return null;
    });
    const error = await reader(site.target)(site.origin, abort.signal).catch((thrown: unknown) => thrown);
    expect(error).to.have.property('reason', 'aborted');
  });
});

describe('What a page says of itself', () => {
  it('is made one short line each, without marks that turn the text around', () => {
    const page = readPage(
      `<title> a\n\t b\u0000\u202Ec\u2066 </title><meta name="Description" content="${'d'.repeat(500)}">`,
    );
    expect(page?.title).to.equal('a b c');
    expect(page?.description).to.have.length(400);
  });

  it('is nothing but text, whatever tags are in it', () => {
    const page = readPage('<title>&lt;script&gt;alert(1)&lt;/script&gt;</title>');
    expect(page).to.deep.equal({
      title: '<script>alert(1)</script>',
      description: null,
      imageUrl: null,
    });
  });

  let sink: HttpSink | undefined;
  afterEach(() => sink?.close());

  it('has no picture that is no web address', async () => {
    sink = await openHttpSink(({ path }) => ({
      status: 200,
      headers: { 'content-type': 'text/html' },
      body: `<title>t</title><meta property="og:image" content="${decodeURIComponent(path.slice(1))}">`,
    }));
    const read = createPageReader(createSafeFetch({ allow: parseAllowList([sink.target]) }));
    for (const image of ['javascript:alert(1)', 'data:image/png;base64,AA', 'http://a:b@example.com/x']) {
      const found = await read(`${sink.origin}/${encodeURIComponent(image)}`, new AbortController().signal);
      expect(found, image).to.have.nested.property('preview.imageUrl', null);
    }
  });
});
