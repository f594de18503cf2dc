import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { dialects } from '../../../apps/gateway/src/compose/dialects.js';
import type { Capability, Role } from './actor.js';
import { Company, roles } from './company.js';

describe('what happens in one dialect is seen in every other, on another node', () => {
  let company: Company;

  before(async () => {
    company = await Company.gather();
  });

  after(async () => {
    await company?.leave();
  });

  /** One test for each pair that has words for it. */
  const forEachPair = (capability: Capability, run: (from: Role, to: Role) => Promise<void>): void => {
    for (const from of roles.filter(({ cannotDo }) => !cannotDo.includes(capability))) {
      for (const to of roles.filter(({ cannotSee }) => !cannotSee.includes(capability))) {
        it(`${capability}: ${from.dialect} → ${to.dialect}`, () => run(from, to));
      }
    }
  };

  const newText = (from: Role, to: Role): string => `${from.dialect} to ${to.dialect} ${randomUUID()}`;

  forEachPair('message', async (from, to) => {
    const [{ sender }, { receiver }] = [company.of(from.dialect), company.of(to.dialect)];
    const text = newText(from, to);
    await sender.post(text);
    expect((await receiver.seesMessage(text)).authorId).to.equal(sender.userId);
  });

  forEachPair('reply', async (from, to) => {
    const [{ sender }, { receiver }] = [company.of(from.dialect), company.of(to.dialect)];
    const text = newText(from, to);
    const question = await receiver.post(`question ${text}`);
    await sender.seesMessage(`question ${text}`);
    await sender.post(text, question);
    expect(await receiver.seesMessage(text)).to.deep.equal({ authorId: sender.userId, replyTo: question });
  });

  forEachPair('delete', async (from, to) => {
    const [{ sender }, { receiver }] = [company.of(from.dialect), company.of(to.dialect)];
    const text = newText(from, to);
    const id = await sender.post(text);
    await receiver.seesMessage(text);
    await sender.remove(id);
    await receiver.seesDeletion(id);
  });

  // Here the receiver acts: reading is seen by the author.
  forEachPair('read', async (from, to) => {
    const [{ receiver: reader }, { sender: author }] = [company.of(from.dialect), company.of(to.dialect)];
    const text = newText(from, to);
    const id = await author.post(text);
    await reader.seesMessage(text);
    await reader.read(id);
    await author.seesReading(id, reader.userId);
  });

  for (const from of roles) {
    it(`presence: ${from.dialect} → everybody with a word for it`, async () => {
      const watching = roles.filter(({ cannotSee }) => !cannotSee.includes('presence'));
      const newcomer = await company.enter(from);
      const seen = (online: boolean) =>
        Promise.all(
          watching.map(({ dialect }) => company.of(dialect).receiver.seesPresence(newcomer.userId, online)),
        );
      await seen(true);
      newcomer.close();
      await seen(false);
    });
  }

  it('leaves out only what the dialects say that they have no words for', () => {
    for (const { dialect: name, cannotDo, cannotSee } of roles) {
      const dialect = dialects.find((each) => each.name === name);
      expect(dialect?.lacks.deleteMessage === undefined, `${name} deletes`).to.equal(
        !cannotDo.includes('delete'),
      );
      const silent = dialect?.events['presence.changed'].kind === 'silent';
      expect(silent, `${name} shows presence`).to.equal(cannotSee.includes('presence'));
    }
  });
});
