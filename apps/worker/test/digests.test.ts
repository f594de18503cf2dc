import { digestJob } from '@crosstalk/jobs';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { type MailSink, openMailSink } from '../../../packages/outbound/test/support/mail-sink.js';
import { type OfflineWorld, openOfflineWorld } from './support/offline-world.js';
import { soon } from './support/soon.js';
import { openTestWorld, type TestWorld } from './support/test-world.js';
import { withQueues } from './support/with-queues.js';
import type { WorkerProcess } from './support/worker-process.js';

const TWO_HOURS_MS = 7_200_000;

describe('Digests by the worker process on real MongoDB and Redis', () => {
  let world: TestWorld;
  let people: OfflineWorld;
  let mails: MailSink;
  let hang: boolean;
  let asked: number;
  beforeEach(async () => {
    world = await openTestWorld();
    people = await openOfflineWorld(world);
    hang = false;
    asked = 0;
    mails = await openMailSink(() => {
      asked += 1;
      return hang ? 'never' : null;
    });
  });
  afterEach(async () => {
    await world.close();
    await mails.close();
  });

  /** The queue as another worker left it. */
  async function ask(): Promise<void> {
    await withQueues(world, (queues) =>
      queues.add('digests', [digestJob({ userId: people.bob, askedAt: 5 }, 0)]),
    );
  }

  const start = (): WorkerProcess =>
    world.startWorker({ SMTP_URL: mails.url, MAIL_FROM: 'Chat <chat@example.org>' });

  it('tell who is offline which rooms they have not read for an hour, and not what was written', async () => {
    await people.post({ createdAt: Date.now() - TWO_HOURS_MS });
    await people.post();
    await ask();
    const worker = start();
    await soon('a mail came', async () => mails.received.length > 0);
    const [mail] = mails.received;
    expect(mail).to.deep.include({ from: 'chat@example.org', to: ['Bob@example.com'] });
    expect(mail?.text).to.include('Subject: 2 unread messages in 1 room');
    expect(mail?.text).to.include('- Tea: 2');
    expect(mail?.text).to.not.include('secret plan');
    expect(worker.log).to.not.include('Bob@example.com');
  });

  it('are sent once by the next worker when the first was killed while the mail server hung', async function () {
    this.timeout(280_000);
    hang = true;
    await people.post({ createdAt: Date.now() - TWO_HOURS_MS });
    await ask();
    const first = start();
    await soon('the mail server is asked', async () => asked > 0);
    await first.end('SIGKILL');
    hang = false;
    start();
    // The lock of this queue is a minute long.
    await soon('a mail came', async () => mails.received.length > 0, 240_000);
    await withQueues(world, (queues) => {
      const queue = queues.open('digests');
      return soon(
        'the job is over',
        async () => (await queue.getActiveCount()) + (await queue.getWaitingCount()) === 0,
      );
    });
    expect(mails.received).to.have.length(1);
  });
});
