import { type Actor, DEFAULT_TENANT, type TenantId } from '@crosstalk/domain';
import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import { expectError } from './support/expect-error.js';
import { openStage, type Stage } from './support/open-stage.js';

const PROFILE = {
  email: null,
  firstName: 'Vera',
  lastName: null,
  middleName: null,
  phone: null,
  photo: null,
};

describe('confirmVisitor', () => {
  let stage: Stage;
  let vera: Actor;
  beforeEach(async () => {
    stage = await openStage();
    const { hostSites } = stage.ports;
    hostSites.add('trusted', { tenant: DEFAULT_TENANT, identity: 'trusted' });
    hostSites.add('rotated', { tenant: DEFAULT_TENANT, identity: 'trusted' });
    hostSites.add('signed', { tenant: DEFAULT_TENANT, identity: 'signed' });
    hostSites.add('other', { tenant: 'other' as TenantId, identity: 'trusted' });
    const visitor = { ...PROFILE, externalId: '7', chatKey: 'trusted', signature: null };
    vera = (await stage.useCases.authenticateVisitor(visitor)).actor;
  });

  it('agrees to every key of the caller’s system, and to the caller’s own id at a trusted site', async () => {
    for (const chatKey of ['trusted', 'rotated', 'signed']) {
      await stage.useCases.confirmVisitor(vera, { chatKey });
    }
    for (const externalId of ['7', ' 7 ']) {
      await stage.useCases.confirmVisitor(vera, { chatKey: 'rotated', externalId });
    }
  });

  it('refuses other keys, other ids, and the same id where it is somebody else’s, and stores nobody', async () => {
    const asked: readonly { readonly chatKey: string; readonly externalId?: string }[] = [
      { chatKey: 'no such key' },
      { chatKey: 'other' },
      { chatKey: 'other', externalId: '7' },
      { chatKey: 'trusted', externalId: '8' },
      { chatKey: 'trusted', externalId: 'visitor:7' },
      { chatKey: 'signed', externalId: '7' },
    ];
    for (const each of asked) {
      await expectError(stage.useCases.confirmVisitor(vera, each), 'forbidden');
    }
    await expectError(
      stage.useCases.confirmVisitor(vera, { chatKey: 'signed', externalId: 'visitor:7' }),
      'invalid',
    );
    expect(await stage.ports.users.search(DEFAULT_TENANT, 'Vera', 10)).to.have.lengthOf(1);
  });
});
