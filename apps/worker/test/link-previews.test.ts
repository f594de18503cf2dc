import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { type HttpSink, openHttpSink } from '../../../packages/outbound/test/support/http-sink.js';
import { type OfflineWorld, openOfflineWorld } from './support/offline-world.js';
import { soon } from './support/soon.js';
import { openTestWorld, type TestWorld } from './support/test-world.js';
import type { WorkerProcess } from './support/worker-process.js';

describe('Previews of links by the worker process on real MongoDB and Redis', () => {
  let world: TestWorld;
  let people: OfflineWorld;
  let site: HttpSink;
  let hang: boolean;
  beforeEach(async () => {
    world = await openTestWorld();
    people = await openOfflineWorld(world);
    const headers = { 'content-type': 'text/html' };
    const body = '<title>A page</title>';
    hang = false;
    site = await openHttpSink(() => (hang ? null : { status: 200, headers, body }));
  });
  afterEach(async () => {
    await world.close();
    await site.close();
  });

  function start(environment: Readonly<Record<string, string>>): WorkerProcess {
    return world.startWorker({ OUTBOUND_ALLOW: site.target, ...environment });
  }
  const settled = async (): Promise<boolean> => !(await world.isDirty(people.room.id));

  it('are kept by URL, and the message changes once, so that every client is shown them', async () => {
    const url = `${site.origin}/page`;
    const message = await people.post({ text: `see ${url}` });
    start({ LINK_PREVIEWS: 'on' });
    await soon('the message changed', async () => (await world.storage.messages.find(message.id))?.rev === 2);
    const previews = await world.storage.previews.findMany([url]);
    expect(previews.get(url)).to.deep.equal({ url, title: 'A page', description: null, imageUrl: null });
    await soon('the change has its effects', settled);
    // Asked for after the look that the change asked for, and by the same worker: when it is there, that one is over.
    const later = await people.post({ text: `${site.origin}/later` });
    await soon('the later message changed', async () => {
      return (await world.storage.messages.find(later.id))?.rev === 4;
    });
    await soon('the change has its effects', settled);
    expect((await world.storage.messages.find(message.id))?.rev).to.equal(2);
    expect(site.received.map(({ path }) => path)).to.deep.equal(['/page', '/later']);
  });

  it('are looked for again by the next worker when the first was killed in the middle, and shown once', async function () {
    this.timeout(180_000);
    hang = true;
    const message = await people.post({ text: `see ${site.origin}/slow` });
    const first = start({ LINK_PREVIEWS: 'on' });
    await soon('the page is asked for', async () => site.received.length === 1);
    await first.end('SIGKILL');
    hang = false;
    start({ LINK_PREVIEWS: 'on' });
    const revOf = async () => (await world.storage.messages.find(message.id))?.rev;
    await soon('the message changed', async () => (await revOf()) === 2, 120_000);
    await soon('the change has its effects', settled);
    expect(await revOf()).to.equal(2);
  });

  it('are not looked for unless they are switched on', async () => {
    await people.post({ text: `see ${site.origin}/page` });
    start({});
    await soon('the message has its effects', settled);
    expect(site.received).to.deep.equal([]);
  });
});
