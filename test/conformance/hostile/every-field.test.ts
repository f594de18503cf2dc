import {
  HARMLESS_TEXTS,
  type HostileCase,
  hostileCases,
  UNKNOWN_REQUESTS,
  UNREADABLE_TEXTS,
} from '@crosstalk/testing';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { HostileStage } from './hostile-stage.js';
import type { HostileClient, Refused } from './speakers/hostile-speaker.js';
import { speakers } from './speakers/speakers.js';

const INTERNALS = /mongo|redis|node_modules|\.[jt]s:\d+|prototype/i;

describe('hostile requests, on two nodes', () => {
  let stage: HostileStage;

  before(async () => {
    stage = await HostileStage.start({ gateways: 2 });
  });

  after(async () => {
    await stage?.stop();
  });

  const expectPolite = (refused: Refused | null, title = ''): Refused => {
    if (!refused) throw new Error(`${title} was granted`);
    expect(refused.detail.length, title).to.be.within(1, 1_000);
    expect(refused.detail, title).to.not.match(INTERNALS);
    return refused;
  };

  for (const speaker of speakers) {
    describe(speaker.dialect, () => {
      let client: HostileClient;

      before(async () => {
        client = await speaker.connect(stage);
        await stillWorks();
        await stage.mark();
      });

      after(() => client?.close());

      const stillWorks = async (): Promise<void> => {
        const { request, payload } = speaker.harmless;
        expect(await client.ask(request, payload), request).to.equal(null);
      };

      // One connection for all of them: each finds it as its predecessors have left it.
      for (const [what, cases] of byField(hostileCases(speaker.requests))) {
        it(`refuses each of ${cases.length} hostile values for ${what}`, async () => {
          for (const { title, request, payload, field } of cases) {
            const refused = expectPolite(await client.ask(request, payload), title);
            expect(refused.code, title).to.equal(speaker.invalid);
            expect(
              refused.fields.map((path) => path.replace(/(\.\d+)+$/, '')),
              title,
            ).to.include(field);
          }
          await stage.expectUnharmed();
        });
      }

      for (const { request, payload, code } of speaker.foreign) {
        it(`answers ${request} ${payload} with ${code}`, async () => {
          expect(expectPolite(await client.ask(request, payload)).code).to.equal(code);
          await stage.expectUnharmed();
        });
      }

      it('refuses requests that nobody knows', async () => {
        for (const request of UNKNOWN_REQUESTS) {
          const other = await speaker.connect(stage);
          expectPolite(await other.ask(request, '{}'));
          other.close();
        }
        await stage.expectUnharmed();
      });

      it('refuses frames that nobody can read', async () => {
        for (const text of UNREADABLE_TEXTS) {
          // Each on a connection of its own: some dialects close after several.
          const other = await speaker.connect(stage);
          if (other.sendRaw) expectPolite(await other.sendRaw(text));
          other.close();
        }
        await stage.expectUnharmed();
      });

      it('works as before, and so do the others', async () => {
        await stillWorks();
        await stage.expectUnharmed();
      });
    });
  }

  describe('texts that look dangerous and are not', () => {
    it('are stored and told unchanged', async () => {
      for (const text of HARMLESS_TEXTS) {
        const sent = await stage.witness.does<{ message: { text: string } }>('message-send', {
          channelId: stage.chat,
          text,
        });
        expect(sent.message.text).to.equal(text);
        await stage.witness.next('message-created', (message) => message.text === text);
      }
    });
  });
});

function byField(cases: readonly HostileCase[]): ReadonlyMap<string, readonly HostileCase[]> {
  const groups = new Map<string, HostileCase[]>();
  for (const each of cases) {
    const key = `${each.field} of ${each.request}`;
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return groups;
}
