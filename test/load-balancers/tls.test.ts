import { once } from 'node:events';
import { type ClientHttp2Session, connect as connectHttp2 } from 'node:http2';
import { connect as connectTls } from 'node:tls';
import { describeWith } from '@crosstalk/testing';
import { expect } from 'chai';
import { after, before, it } from 'mocha';
import WebSocket from 'ws';
import { ChannelsClient } from '../harness/channels-client.js';
import { Cluster } from '../harness/cluster.js';
import { within } from '../harness/deadline.js';
import type { LoadBalancer } from '../harness/load-balancer.js';
import { type Certificate, makeCertificate } from '../harness/make-certificate.js';
import { newPerson } from '../harness/people.js';
import { balancers } from './balancers.js';
import { requestFrom } from './request-from.js';

const HSTS = 'max-age=300';

for (const { name, program, start } of balancers) {
  describeWith([program, 'openssl'], `TLS that ends at ${name}`, ([, openssl = '']) => {
    let cluster: Cluster;
    let certificate: Certificate;
    let door: LoadBalancer;

    before(async () => {
      certificate = makeCertificate(openssl);
      cluster = await Cluster.start({ gateways: 1 });
      const { path } = certificate;
      const environment = { CERTIFICATE: path, CERTIFICATE_KEY: path, HSTS_SECONDS: '300' };
      door = await start(cluster.gateways, environment);
    });

    after(async () => {
      await door?.stop();
      await cluster?.stop();
      certificate?.remove();
    });

    const ca = () => ({ ca: certificate.ca });

    /** Version of TLS that both agree on. @throws when they do not */
    const agreeOn = async (version: 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3'): Promise<string | null> => {
      const port = Number(new URL(door.tlsUrl).port);
      const versions = { minVersion: version, maxVersion: version, ciphers: 'DEFAULT@SECLEVEL=0' };
      const socket = connectTls({ port, host: 'localhost', ...ca(), ...versions });
      try {
        await within(once(socket, 'secureConnect'), 'secureConnect');
        return socket.getProtocol();
      } finally {
        socket.destroy();
      }
    };

    const withHttp2 = async <T>(use: (session: ClientHttp2Session) => Promise<T>): Promise<T> => {
      const session = connectHttp2(door.tlsUrl, ca());
      try {
        await within(once(session, 'remoteSettings'), 'the settings of HTTP/2');
        return await use(session);
      } finally {
        session.destroy();
      }
    };

    it('lets clients in by wss://, raw and with socket.io-client, by WebSocket and by polling', async () => {
      const raw = new WebSocket(`${door.tlsUrl.replace('https', 'wss')}/ws/chat/`, ca());
      await within(once(raw, 'open'), 'open');
      raw.close();
      const { token } = await newPerson(cluster.node(0).url);
      for (const transports of [['websocket'], ['polling']]) {
        const client = await ChannelsClient.connect(door.tlsUrl, token, {
          ...ca(),
          transports,
          withCredentials: true,
        });
        await client.does('channels-list');
        client.close();
      }
    });

    it('is refused by who does not know the authority', async () => {
      const refused = await requestFrom(`${door.tlsUrl}/docs`).catch(
        (error: NodeJS.ErrnoException) => error.code,
      );
      expect(refused).to.equal('UNABLE_TO_VERIFY_LEAF_SIGNATURE');
    });

    it('is 1.2 at least', async () => {
      expect(await agreeOn('TLSv1.3')).to.equal('TLSv1.3');
      expect(await agreeOn('TLSv1.2')).to.equal('TLSv1.2');
      const refused = await agreeOn('TLSv1.1').catch((error: NodeJS.ErrnoException) => error.code);
      expect(refused).to.equal('ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION');
    });

    it('is where http:// leads', async () => {
      const { status, headers } = await requestFrom(`${door.url}/docs?a=b`, {
        headers: { host: 'chat.example' },
      });
      expect([status, headers.location]).to.deep.equal([308, 'https://chat.example/docs?a=b']);
      const { headers: secure } = await requestFrom(`${door.tlsUrl}/docs`, ca());
      expect(secure['strict-transport-security']).to.equal(HSTS);
    });

    it('makes the cookie one for pages of other sites', async () => {
      const { headers } = await requestFrom(`${door.tlsUrl}/socket.io/?EIO=4&transport=polling`, ca());
      const attributes = headers['set-cookie']?.[0]?.toLowerCase().split('; ').slice(1);
      expect(attributes).to.have.members(['path=/', 'httponly', 'secure', 'samesite=none']);
    });

    it('offers HTTP/2', async () => {
      await withHttp2(async (session) => {
        expect(session.alpnProtocol).to.equal('h2');
        const stream = session.request({ ':path': '/api/v1/openapi.json' });
        const [headers] = await within(once(stream, 'response'), 'the response');
        expect(headers[':status']).to.equal(200);
      });
    });

    it('opens WebSockets over HTTP/2, or does not say that it can', async () => {
      await withHttp2(async (session) => {
        // A browser opens a connection of HTTP/1.1 unless the server says that it knows RFC 8441.
        if (!session.remoteSettings.enableConnectProtocol) return expect(name).to.equal('nginx');
        const path = '/socket.io/?EIO=4&transport=websocket';
        const stream = session.request(
          { ':method': 'CONNECT', ':protocol': 'websocket', ':path': path, 'sec-websocket-version': '13' },
          { endStream: false },
        );
        const [headers] = await within(once(stream, 'response'), 'the response');
        expect(headers[':status']).to.equal(200);
        const [frame] = (await within(once(stream, 'data'), 'a frame')) as [Buffer];
        expect(frame.toString()).to.contain('"pingInterval"');
      });
    });
  });
}
