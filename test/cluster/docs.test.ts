import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { ROOT, readText } from '../docs/pages.js';
import { Cluster } from '../harness/cluster.js';

const FOLDER = 'docs/generated/asyncapi';

describe('The documentation of a real node', () => {
  let cluster: Cluster;

  before(async () => {
    cluster = await Cluster.start({ gateways: 1 });
  });

  after(async () => {
    await cluster?.stop();
  });

  const get = (path: string): Promise<Response> => fetch(cluster.node(0).url + path);

  it('is linked from the first page and links every document', async () => {
    expect(await (await get('/')).text()).to.include('href="/docs"');
    const index = await (await get('/docs')).text();
    const links = [...index.matchAll(/href="([^"]+\.json)"/g)].map((match) => match[1] ?? '');
    for (const path of links) expect((await get(path)).status, path).to.equal(200);
    const asyncApi = readdirSync(join(ROOT, FOLDER)).map((file) => `/docs/asyncapi/${file}`);
    expect(links.sort()).to.deep.equal([...asyncApi, '/api/v1/openapi.json'].sort());
  });

  it('serves the AsyncAPI documents that the repository has', async () => {
    for (const file of readdirSync(join(ROOT, FOLDER))) {
      const text = await (await get(`/docs/asyncapi/${file}`)).text();
      expect(text === readText(`${FOLDER}/${file}`), file).to.equal(true);
    }
  });

  it('serves Swagger UI from the installed package', async () => {
    const script = await get('/docs/swagger-ui/swagger-ui-bundle.js');
    expect(script.status).to.equal(200);
    expect(await script.text()).to.include('SwaggerUIBundle');
  });
});
