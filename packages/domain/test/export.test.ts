import { expect } from 'chai';
import { describe, it } from 'mocha';
import { expectError } from './support/expect-error.js';
import { openStage } from './support/open-stage.js';

async function all<T>(parts: AsyncIterable<T>): Promise<readonly T[]> {
  const found: T[] = [];
  for await (const part of parts) found.push(part);
  return found;
}

describe('Exporting what is kept of the caller', () => {
  it('gives profile, rooms, messages and files of their own, and nothing of others', async () => {
    const stage = await openStage();
    const { useCases, ports, ann, bob } = stage;
    const group = await stage.group();
    const left = await useCases.createRoom(ann, { type: 'group', users: [bob.userId], title: 'Left' });
    for (let index = 0; index < 250; index += 1) await stage.post(ann, group, `own ${index}`);
    await stage.post(ann, left, 'before leaving');
    await useCases.leaveRoom(ann, left.room.id);
    await stage.post(bob, group, 'of somebody else');
    const { message: deleted } = await stage.post(ann, group, 'deleted');
    await useCases.deleteMessage(ann, deleted.id);
    const upload = { name: 'a.txt', contentType: 'text/plain', bytes: [new Uint8Array([1, 2])] };
    const file = await useCases.uploadFile(ann, upload);
    await useCases.uploadFile(bob, upload);

    const { profile, rooms, messages, files } = await useCases.exportMe(ann);
    expect(profile).to.deep.equal(await ports.users.find(ann.userId));
    const found = await all(rooms);
    expect(found.map(({ room, member }) => [room.id, member.userId])).to.deep.equal([
      [group.room.id, ann.userId],
    ]);
    const texts = (await all(messages)).map(({ text }) => text);
    expect(texts).to.have.length(251);
    expect(texts[0]).to.equal('own 0');
    expect(texts.at(-1)).to.equal('before leaving');
    expect((await all(files)).map((one) => [one.file.id, one.content?.size])).to.deep.equal([[file.id, 2]]);
  });

  it('is not had as often as one likes', async () => {
    const { useCases, ann, bob } = await openStage();
    for (let count = 0; count < 5; count += 1) await useCases.exportMe(ann);
    const error = await expectError(useCases.exportMe(ann), 'rate_limited');
    expect(error.retryAfterMs).to.be.above(0);
    await useCases.exportMe(bob);
  });
});
