import { setImmediate as turn } from 'node:timers/promises';
import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import { openStage, type Stage } from './support/open-stage.js';

describe('visibility', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage();
    stage.ports.presence.setOnline(stage.ann.userId);
  });
  const seesAnn = async (): Promise<boolean | undefined> =>
    (await stage.useCases.watchPresence(stage.bob, [stage.ann.userId]))[0]?.online;
  const told = (visible: boolean) => ({
    channel: `user:${stage.ann.userId}`,
    event: { type: 'visibility.changed', userId: stage.ann.userId, visible, origin: stage.ann.origin },
  });

  it('hides who is online and shows them again, and tells their own connections alone', async () => {
    const { ann, ports, useCases } = stage;
    await useCases.setVisibility(ann, false);
    expect(await seesAnn()).to.equal(false);
    await useCases.setVisibility(ann, true);
    expect(await seesAnn()).to.equal(true);
    expect(ports.events.published).to.deep.equal([told(false), told(true)]);
  });

  it('comes back with a message that is stored', async () => {
    const { ann, ports, useCases } = stage;
    const group = await stage.group();
    await useCases.setVisibility(ann, false);
    ports.events.clear();
    const input = { roomId: group.room.id, text: 'hi', clientId: 'c1' };
    await useCases.postMessage(ann, input);
    // Nobody waits for it: it is done when this turn is.
    await turn();
    expect(await seesAnn()).to.equal(true);
    expect(ports.events.published.slice(1)).to.deep.equal([told(true)]);
  });

  it('stays as it is with a message that is not stored, a retry, and a message of another one', async () => {
    const { ann, bob, ports, useCases } = stage;
    const group = await stage.group();
    const input = { roomId: group.room.id, text: 'hi', clientId: 'c1' };
    await useCases.postMessage(ann, input);
    await useCases.setVisibility(ann, false);
    ports.events.clear();
    await useCases.postMessage(ann, { ...input, text: '' }).catch(() => undefined);
    await useCases.postMessage(ann, input);
    await useCases.postMessage(bob, { ...input, text: 'other' });
    await turn();
    expect(ports.events.ofType('visibility.changed')).to.deep.equal([]);
    expect(await seesAnn()).to.equal(false);
  });

  it('that cannot be told fails neither the message nor the process', async () => {
    const { ann, ports, useCases } = stage;
    const group = await stage.group();
    await useCases.setVisibility(ann, false);
    ports.presence.setVisible = () => Promise.reject(new Error('Redis is away'));
    const stray: unknown[] = [];
    const note = (reason: unknown): unknown => stray.push(reason);
    process.on('unhandledRejection', note);
    const { message } = await useCases.postMessage(ann, { roomId: group.room.id, text: 'hi' });
    await turn();
    process.off('unhandledRejection', note);
    expect(message.text).to.equal('hi');
    expect(stray).to.deep.equal([]);
  });
});
