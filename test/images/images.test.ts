import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { ChannelsClient } from '../harness/channels-client.js';
import { eventually } from '../harness/deadline.js';
import { newPerson, type Person, rest } from '../harness/people.js';
import { type Container, SEALS } from './container/container.js';
import { Stack } from './container/stack.js';
import { treeFaults } from './replay/tree-faults.js';

/** 32 × 24 pixels of one colour. */
const JPEG = Buffer.from(
  '/9j/2wBDABsbGxscGx4hIR4qLSgtKj04MzM4PV1CR0JHQl2NWGdYWGdYjX2Xe3N7l33gsJycsOD/2c7Z////////////////2wBDARsbGxscGx4hIR4qLSgtKj04MzM4PV1CR0JHQl2NWGdYWGdYjX2Xe3N7l33gsJycsOD/2c7Z////////////////wgARCAAYACADASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAT/xAAVAQEBAAAAAAAAAAAAAAAAAAAABP/aAAwDAQACEAMQAAAAlFUwAAH/xAAUEAEAAAAAAAAAAAAAAAAAAAAw/9oACAEBAAE/AE//xAAUEQEAAAAAAAAAAAAAAAAAAAAg/9oACAECAQE/AB//xAAUEQEAAAAAAAAAAAAAAAAAAAAg/9oACAEDAQE/AB//2Q==',
  'base64',
);
/** In milliseconds, on a machine that does much else. */
const LIMIT_MS = 120_000;
const TARGETS = ['gateway', 'worker', 'migrate'] as const;
const DOOR = SEALS ? 'shut in as an engine does it' : 'in a folder, since nothing can be shut in here';

describe(`The programs of deploy/Dockerfile, with the settings of the compose file, ${DOOR}`, function () {
  this.timeout(600_000);
  let stack: Stack;
  let gateways: readonly Container[];
  let worker: Container;

  before(async () => {
    stack = await Stack.build();
  });

  after(async () => {
    await stack?.remove();
  });

  for (const target of TARGETS) {
    it(`are in an image ${target} without sources, compilers and packages for development, which others may read`, () => {
      expect(treeFaults(stack.images[target])).to.deep.equal([]);
      expect(stack.images[target].user).to.equal('1000:1000');
    });
  }

  it('need of the system ffmpeg, and only the worker does', () => {
    expect(stack.images.gateway.leftOut).to.deep.equal([]);
    expect(stack.images.migrate.leftOut).to.deep.equal([]);
    expect(stack.images.worker.leftOut).to.have.lengthOf(1);
    expect(stack.images.worker.leftOut.join()).to.match(/^apt-get .* --no-install-recommends ffmpeg /);
  });

  it('make the replica set and its users, and do no harm when they run again', async () => {
    for (const _ of [1, 2]) await (await stack.up('mongodb-init')).succeeds();
  });

  it('migrate the database and end', async () => {
    const migrate = await stack.up('migrate');
    await migrate.succeeds();
    await migrate.says('the database is up to date');
  });

  it('start, and are healthy by the check of their image', async () => {
    gateways = [await stack.up('gateway-1'), await stack.up('gateway-2')];
    worker = await stack.up('worker');
    for (const gateway of gateways) await gateway.says('gateway is listening');
    await worker.says('worker is running');
    for (const container of [...gateways, worker])
      expect(await container.run(container.image.healthcheck), container.output.join('\n')).to.equal(0);
  });

  it('carry a message from one gateway to the other, and look at a photograph', async () => {
    const [first = '', second = ''] = gateways.map(
      ({ environment }) => `http://127.0.0.1:${environment.PORT}`,
    );
    const [ann, bob] = [await newPerson(first, 'Ann'), await newPerson(second, 'Bob')];
    const created = await rest(first, {
      method: 'POST',
      path: '/rooms',
      token: ann.token,
      body: { type: 'direct', users: [bob.id] },
    });
    const client = await ChannelsClient.connect(second, bob.token);
    try {
      const sent = await rest(first, {
        method: 'POST',
        path: `/rooms/${created.body.id}/messages`,
        token: ann.token,
        body: { text: 'look', file_ids: [await upload(first, ann)] },
      });
      const ofIt = ({ id }: Readonly<Record<string, unknown>>): boolean => id === sent.body.id;
      expect((await client.next('message-created', ofIt, LIMIT_MS)).data).to.include({ text: 'look' });
      const { data } = await client.next('message-updated', ofIt, LIMIT_MS);
      const [photograph] = data.attachments as readonly Record<string, unknown>[];
      expect(photograph).to.include({ status: 'ready', width: 32, height: 24 });
    } finally {
      client.close();
    }
  });

  it('cannot write where they lie, nor anywhere but in /tmp', async function () {
    if (!SEALS) this.skip();
    const write = (path: string): Promise<number | null> =>
      worker.run(['node', '-e', `require('fs').writeFileSync('${path}', '')`]);
    expect(await write('/tmp/file')).to.equal(0);
    for (const path of ['file', 'node_modules/file', '/var/tmp/file', '/file'])
      expect(await write(path)).to.equal(1);
  });

  it('end with 0 when they are told to, and are not healthy any more', async () => {
    for (const container of [worker, ...gateways]) {
      expect(await container.stop(), container.output.slice(-20).join('\n')).to.equal(0);
      expect(await container.run(container.image.healthcheck)).to.equal(1);
    }
  });

  it('end at once while they wait for a database', async () => {
    const gateway = await stack.up('gateway-1', {
      MONGODB_URL: 'mongodb://127.0.0.1:1/crosstalk?replicaSet=rs0',
    });
    await eventually('life', async () => (await gateway.run(gateway.image.healthcheck)) === 0, LIMIT_MS);
    expect(await gateway.stop()).to.equal(143);
  });
});

async function upload(url: string, { token }: Person): Promise<unknown> {
  const form = new FormData();
  form.append('file', new Blob([JPEG], { type: 'image/jpeg' }), 'photograph.jpg');
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(`${url}/api/v1/files`, { method: 'POST', body: form, headers });
  return ((await answer.json()) as { id: number }).id;
}
