import type { Actor, CallEnded } from '@crosstalk/domain';
import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import { expectError } from './support/expect-error.js';
import { openStage, type Stage } from './support/open-stage.js';

describe('calls', () => {
  let stage: Stage;
  let ann: Actor;
  let bob: Actor;
  beforeEach(async () => {
    stage = await openStage();
    ({ ann, bob } = stage);
    await stage.group();
    stage.ports.presence.setOnline(ann.userId, bob.userId, stage.cyd.userId);
  });
  const start = (from: Actor, to: Actor) =>
    stage.useCases.startCall(from, { userId: to.userId, iceCandidate: 'ice', sessionDescription: 'offer' });
  const answer = (from: Actor, to: Actor) =>
    stage.useCases.answerCall(from, { userId: to.userId, iceCandidate: 'ice', sessionDescription: 'answer' });
  const end = (from: Actor, to: Actor) => stage.useCases.endCall(from, { userId: to.userId });
  /** Who is told of the end, on which connections. */
  const ends = () =>
    stage.ports.events
      .ofType('call.ended')
      .map(({ userId, reason, onlyConnection, exceptConnection }: CallEnded) =>
        [userId, reason, onlyConnection ?? (exceptConnection ? `not ${exceptConnection}` : 'all')].join(' '),
      );
  const settled = () => new Promise((resolve) => setImmediate(resolve));

  it('ring on every device of the callee and show who calls', async () => {
    const { callId } = await start(ann, bob);
    const [told] = stage.ports.events.ofType('call.started');
    expect(told).to.include({
      userId: bob.userId,
      callId,
      iceCandidate: 'ice',
      sessionDescription: 'offer',
    });
    expect(told?.peer.id).to.equal(ann.userId);
    expect(told).to.not.have.property('onlyConnection');
  });

  it('are answered by one device, which the others learn', async () => {
    const { callId } = await start(ann, bob);
    expect(await answer(bob, ann)).to.deep.equal({ callId });
    const [told] = stage.ports.events.ofType('call.answered');
    expect(told).to.include({ userId: ann.userId, onlyConnection: 'ann-1', sessionDescription: 'answer' });
    expect(ends()).to.deep.equal([`${bob.userId} answered_elsewhere not bob-1`]);
    const tablet = { ...bob, origin: { connectionId: 'bob-2' } };
    await expectError(answer(tablet, ann), 'not_found');
    stage.ports.timers.advance(60_000);
    await settled();
    expect(ends()).to.have.length(1);
  });

  it('end by hanging up, and both people are free again', async () => {
    await start(ann, bob);
    await answer(bob, ann);
    stage.ports.events.clear();
    await end(bob, ann);
    expect(ends()).to.deep.equal([`${ann.userId} hangup ann-1`, `${bob.userId} hangup not bob-1`]);
    await expectError(end(ann, bob), 'not_found');
    await start(bob, ann);
  });

  it('are declined by the callee while they ring, and withdrawn by the caller', async () => {
    await start(ann, bob);
    await end(bob, ann);
    expect(ends()).to.deep.equal([`${ann.userId} declined ann-1`, `${bob.userId} declined not bob-1`]);
    stage.ports.events.clear();
    await start(ann, bob);
    await end(ann, bob);
    expect(ends()).to.deep.equal([`${bob.userId} hangup all`, `${ann.userId} hangup not ann-1`]);
  });

  it('stop ringing after 45 seconds', async () => {
    await start(ann, bob);
    stage.ports.timers.advance(44_999);
    await settled();
    expect(ends()).to.deep.equal([]);
    stage.ports.timers.advance(1);
    await settled();
    expect(ends()).to.deep.equal([`${ann.userId} timeout ann-1`, `${bob.userId} timeout all`]);
    await expectError(answer(bob, ann), 'not_found');
  });

  it('pass candidates both ways, to every device while they ring', async () => {
    const ice = (from: Actor, to: Actor) =>
      stage.useCases.sendIce(from, { userId: to.userId, iceCandidate: 'c' });
    await start(ann, bob);
    await ice(ann, bob);
    await ice(bob, ann);
    await answer(bob, ann);
    await ice(ann, bob);
    const told = stage.ports.events.ofType('call.ice');
    expect(told.map(({ userId, onlyConnection }) => [userId, onlyConnection])).to.deep.equal([
      [bob.userId, undefined],
      [ann.userId, 'ann-1'],
      [bob.userId, 'bob-1'],
    ]);
    await expectError(ice({ ...bob, origin: { connectionId: 'bob-2' } }, ann), 'not_found');
    await expectError(ice(stage.cyd, ann), 'not_found');
  });

  it('end when the connection of either goes, but not when another device does', async () => {
    await start(ann, bob);
    await stage.useCases.dropCalls({ ...ann, origin: { connectionId: 'ann-2' } });
    await stage.useCases.dropCalls(bob);
    expect(ends()).to.deep.equal([]);
    await stage.useCases.dropCalls(ann);
    expect(ends()).to.deep.equal([`${bob.userId} disconnected all`]);
    stage.ports.events.clear();
    await start(ann, bob);
    await answer(bob, ann);
    stage.ports.events.clear();
    await stage.useCases.dropCalls(bob);
    expect(ends()).to.deep.equal([`${ann.userId} disconnected ann-1`]);
  });

  it('are refused to people who are offline, busy, oneself, unknown or share no room', async () => {
    const { cyd, eve, mallory, ports } = stage;
    ports.presence.setOnline(eve.userId, mallory.userId);
    await expectError(start(ann, ann), 'invalid');
    await expectError(start(ann, eve), 'not_found');
    await expectError(start(ann, mallory), 'not_found');
    ports.presence.setOffline(bob.userId, 0);
    await expectError(start(ann, bob), 'callee_offline');
    ports.presence.setOnline(bob.userId);
    await start(ann, bob);
    await expectError(start(cyd, bob), 'callee_busy');
    await expectError(start(ann, cyd), 'conflict');
    await expectError(start({ userId: cyd.userId, tenant: cyd.tenant, scopes: [] }, ann), 'invalid');
  });
});
