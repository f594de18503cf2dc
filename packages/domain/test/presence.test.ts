import type { UserId } from '@crosstalk/domain';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { expectError } from './support/expect-error.js';
import { openStage } from './support/open-stage.js';

describe('watching presence', () => {
  it('tells of people of the own tenant only, with the stored last time when nothing fresher is known', async () => {
    const { useCases, ports, ann, bob, cyd, mallory } = await openStage();
    ports.presence.setOnline(bob.userId, mallory.userId);
    await ports.users.setLastSeen(cyd.userId, 77);
    const people = [bob.userId, cyd.userId, bob.userId, mallory.userId, 424_242 as UserId];
    expect(await useCases.watchPresence(ann, people)).to.deep.equal([
      { userId: bob.userId, online: true, lastSeen: null },
      { userId: cyd.userId, online: false, lastSeen: 77 },
    ]);
    expect(await useCases.watchPresence(ann, [mallory.userId])).to.deep.equal([]);
  });

  it('refuses too many people at once', async () => {
    const { useCases, ann } = await openStage();
    const people = Array.from({ length: 501 }, (_, index) => (index + 1) as UserId);
    await expectError(useCases.watchPresence(ann, people), 'invalid');
  });
});
