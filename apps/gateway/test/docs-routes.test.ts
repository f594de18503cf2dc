import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import express from 'express';
import { after, before, describe, it } from 'mocha';
import { dialects } from '../src/compose/dialects.js';
import { docsRoutes } from '../src/http/docs-routes.js';

const PAGES = [
  '/docs',
  '/docs/openapi',
  '/docs/errors',
  ...dialects.map(({ name }) => `/docs/asyncapi/${name}`),
];

describe('The documentation over HTTP', () => {
  let server: Server;
  let origin: string;

  before(async () => {
    server = createServer(express().use('/docs', docsRoutes(dialects))).listen(0, '127.0.0.1');
    await once(server, 'listening');
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  after(() => {
    server.close();
    server.closeAllConnections();
  });

  for (const page of PAGES) {
    it(`serves ${page} with every file that it needs from this server`, async () => {
      const response = await fetch(origin + page);
      expect(response.status).to.equal(200);
      expect(response.headers.get('content-type')).to.match(/^text\/html/);
      const text = await response.text();
      for (const path of linksIn(text, /(?:src|href)="(\/docs\/[^"]+\.(?:css|js|json))"/g)) {
        const file = await fetch(origin + path);
        expect(file.status, path).to.equal(200);
        expect((await file.text()).length, path).to.be.above(50);
      }
      expect(linksIn(text, /(?:src|href)="((?:https?:)?\/\/[^"]*)"/g), 'from elsewhere').to.deep.equal([]);
    });

    it(`serves ${page} with nothing inline, under a policy that would refuse it`, async () => {
      const response = await fetch(origin + page);
      const policy = response.headers.get('content-security-policy') ?? '';
      expect(policy).to.match(/default-src 'none'/);
      expect(policy).to.not.match(/unsafe|\*|https?:/);
      expect(await response.text()).to.not.match(/<style|<script(?![^>]*\ssrc=)|\son\w+=|\sstyle=/);
    });

    it(`serves ${page} with no link inside that leads nowhere`, async () => {
      const text = await (await fetch(origin + page)).text();
      const ids = linksIn(text, /\sid="([^"]+)"/g);
      expect(linksIn(text, /href="#([^"]+)"/g).filter((target) => !ids.includes(target))).to.deep.equal([]);
      expect(ids).to.deep.equal([...new Set(ids)]);
    });
  }

  for (const { name } of dialects) {
    it(`serves the AsyncAPI document of ${name}`, async () => {
      const response = await fetch(`${origin}/docs/asyncapi/${name}.json`);
      expect(response.headers.get('content-type')).to.match(/^application\/json/);
      expect(await response.json()).to.have.property('asyncapi', '3.0.0');
    });
  }

  it('serves no other file of the packages behind it', async () => {
    const paths = [
      'swagger-ui/package.json',
      'swagger-ui/..%2fpackage.json',
      'asyncapi/nobody.json',
      'constructor',
    ];
    const answers = await Promise.all(paths.map((path) => fetch(`${origin}/docs/${path}`)));
    expect(answers.map(({ status }) => status)).to.deep.equal([404, 404, 404, 404]);
    expect((await fetch(`${origin}/docs`, { method: 'POST' })).status).to.equal(404);
  });
});

function linksIn(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map((match) => match[1] ?? '');
}
