import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import type { FileId } from '@crosstalk/domain';
import { connectStorage, type Storage } from '@crosstalk/storage';
import { describeWith } from '@crosstalk/testing';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { Cluster } from '../harness/cluster.js';
import { within } from '../harness/deadline.js';
import { newPerson, type Person, rest } from '../harness/people.js';
import { balancers, Doors } from './balancers.js';
import { requestFrom } from './request-from.js';

const READY = { status: 'ready', width: 1, height: 1, durationSeconds: null, placeholder: null } as const;
const FILE_BYTES = 5 * 1024 * 1024;

describe('Requests through a load balancer', () => {
  let cluster: Cluster;
  let doors: Doors;
  let storage: Storage;
  let ann: Person;

  before(async () => {
    cluster = await Cluster.start({ gateways: 1 });
    doors = await Doors.open(cluster.gateways);
    storage = await connectStorage({ mongodbUrl: cluster.environment.MONGODB_URL ?? '', mongodbPoolSize: 5 });
    ann = await newPerson(cluster.node(0).url);
  });

  after(async () => {
    await storage?.close();
    await doors?.close();
    await cluster?.stop();
  });

  /** Sends the text as it is and gives the status line of the answer. */
  const raw = async (port: number, request: string): Promise<string> => {
    const socket = connect(port, '127.0.0.1');
    try {
      socket.write(request);
      const [data] = (await within(once(socket, 'data'), 'an answer')) as [Buffer];
      return data.toString().split('\r\n')[0] ?? '';
    } finally {
      socket.destroy();
    }
  };

  for (const { name, program } of balancers) {
    describeWith([program], name, () => {
      it('takes a file of 5 MiB up and gives it back, whole and in part', async () => {
        const content = randomBytes(FILE_BYTES);
        const form = new FormData();
        form.append('file', new Blob([content]), 'a.bin');
        const headers = { authorization: `Bearer ${ann.token}` };
        const { url } = doors.of(name);
        const uploaded = await fetch(`${url}/api/v1/files`, { method: 'POST', body: form, headers });
        const file = (await uploaded.json()) as { id: number; size: number };
        expect([uploaded.status, file.size]).to.deep.equal([201, FILE_BYTES]);
        await storage.files.finish(file.id as FileId, READY);
        const { body } = await rest(url, { path: `/files/${file.id}`, token: ann.token });
        const place = String(body.url).replace(/^https?:\/\/[^/]+/, url);
        const whole = await fetch(place);
        expect(Buffer.from(await whole.arrayBuffer()).equals(content)).to.equal(true);
        const part = await fetch(place, { headers: { range: 'bytes=1000000-1000099' } });
        expect(part.status).to.equal(206);
        const bytes = Buffer.from(await part.arrayBuffer());
        expect(bytes.equals(content.subarray(1_000_000, 1_000_100))).to.equal(true);
      });

      it('does not gather an upload before the node has seen its beginning', async () => {
        const { port } = new URL(doors.of(name).url);
        // The node refuses by the headers; who waits for the megabytes that are announced would hear nothing.
        const head = [
          'POST /api/v1/files HTTP/1.1',
          'Host: chat.example',
          `Content-Length: ${FILE_BYTES}`,
          'Content-Type: multipart/form-data; boundary=b',
          '',
          '--b',
        ];
        expect(await raw(Number(port), head.join('\r\n'))).to.match(/^HTTP\/1\.1 401 /);
      });

      it('shows the documentation', async () => {
        for (const path of ['/docs', '/api/v1/openapi.json', '/'])
          expect((await requestFrom(doors.of(name).url + path)).status, path).to.equal(200);
      });

      it('leads nobody to an operations port', async () => {
        const { url } = doors.of(name);
        const { port } = new URL(url);
        const [node] = cluster.gateways;
        const ops = `127.0.0.1:${node?.opsPort}`;
        expect((await requestFrom(`http://${ops}/metrics`)).status).to.equal(200);
        for (const path of [
          '/metrics',
          '/readyz',
          '/healthz',
          '/board',
          '/status',
          '//metrics',
          '/docs/../metrics',
        ]) {
          expect((await requestFrom(url, { path })).status, path).to.equal(404);
          expect((await requestFrom(url, { path, headers: { host: ops } })).status, path).to.equal(404);
        }
        // Absolute form, as to a proxy (RFC 9112, section 3.2.2), and the method of proxies.
        expect(
          await raw(Number(port), `GET http://${ops}/metrics HTTP/1.1\r\nHost: ${ops}\r\n\r\n`),
        ).to.contain(' 404 ');
        expect(await raw(Number(port), `CONNECT ${ops} HTTP/1.1\r\nHost: ${ops}\r\n\r\n`)).to.match(
          / 40[045] /,
        );
      });

      it('has a port for operators of its own', async () => {
        expect((await requestFrom(`${doors.of(name).opsUrl}/healthz`)).status).to.equal(200);
      });
    });
  }

  describeWith(['haproxy'], 'HAProxy', () => {
    it('tells Prometheus who is ready', async () => {
      const { text } = await requestFrom(`${doors.of('HAProxy').opsUrl}/metrics`);
      expect(text).to.contain('haproxy_server_status{proxy="ready",server="gateway-1",state="UP"} 1');
    });
  });

  describeWith(['nginx'], 'nginx', () => {
    it('tells how many are connected', async () => {
      expect((await requestFrom(`${doors.of('nginx').opsUrl}/status`)).text).to.contain(
        'Active connections:',
      );
    });
  });
});
