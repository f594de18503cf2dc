import { createRetention, type FileId, type RoomForMember, type RoomId, unreadOf } from '@crosstalk/domain';
import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import { expectError } from './support/expect-error.js';
import { openStage, type Stage } from './support/open-stage.js';

const DAY_MS = 86_400_000;
const FOUND = { width: 1, height: 1, durationSeconds: null, placeholder: null } as const;

describe('Messages that are older than their room keeps', () => {
  let stage: Stage;
  let group: RoomForMember;
  let id: RoomId;
  beforeEach(async () => {
    stage = await openStage();
    group = await stage.group();
    id = group.room.id;
  });
  const file = async (): Promise<FileId> => {
    const upload = { name: 'a.png', contentType: 'image/png', bytes: [new Uint8Array([1])] };
    const stored = await stage.useCases.uploadFile(stage.ann, upload);
    await stage.ports.files.finish(stored.id, { status: 'ready', ...FOUND });
    return stored.id;
  };
  const removeOld = (days: number) => createRetention(stage.ports)(group.room, days);
  const texts = async (): Promise<readonly string[]> => {
    const { messages } = await stage.useCases.readHistory(stage.bob, { roomId: id, limit: 100 });
    return messages.map(({ text }) => text);
  };

  it('go for good, with files that nothing else carries, and count as read', async () => {
    const { useCases, ports, ann, bob } = stage;
    const [shared, lonely] = [await file(), await file()];
    const { message } = await useCases.postMessage(ann, {
      roomId: id,
      text: 'old',
      fileIds: [shared, lonely],
    });
    await stage.post(ann, group, 'old, too');
    ports.clock.advance(10 * DAY_MS);
    await useCases.postMessage(ann, { roomId: id, text: 'young', fileIds: [shared], replyTo: message.id });
    expect(await removeOld(11)).to.deep.equal({ removed: 0, more: false });
    expect(await removeOld(10)).to.deep.equal({ removed: 0, more: false });
    expect(await removeOld(9)).to.deep.equal({ removed: 2, more: false });
    expect(await texts()).to.deep.equal(['young']);
    expect((await ports.files.findMany([shared, lonely])).map((one) => one.id)).to.deep.equal([shared]);
    const { room, member } = await useCases.getRoom(bob, id);
    expect(room).to.include({ seq: 3, rev: 3 });
    expect(unreadOf(room, member)).to.equal(1);
    expect(room.lastMessage?.replyTo).to.equal(null);
    await expectError(useCases.editMessage(ann, { messageId: message.id, text: 'x' }), 'not_found');
    await stage.post(ann, group, 'next');
    expect((await useCases.getRoom(bob, id)).room).to.include({ seq: 4, rev: 4 });
  });

  it('are voids to who catches up by rev, also where one was edited lately', async () => {
    const { useCases, ports, ann, bob } = stage;
    const { message } = await stage.post(ann, group, 'old');
    ports.clock.advance(10 * DAY_MS);
    await stage.post(ann, group, 'young');
    await useCases.editMessage(ann, { messageId: message.id, text: 'old and edited' });
    await removeOld(9);
    ports.clock.advance(6_000);
    const { rooms } = await useCases.syncRooms(bob, { revs: new Map([[id, 0]]), limit: 10 });
    const [synced] = rooms;
    expect(synced).to.deep.include({
      rev: 3,
      more: false,
      voids: [
        [1, 1],
        [3, 3],
      ],
    });
    expect(synced?.changes.map(({ text }) => text)).to.deep.equal(['young']);
  });

  it('go in parts', async () => {
    const { ports, ann } = stage;
    for (let count = 0; count < 250; count += 1) await stage.post(ann, group, `${count}`);
    ports.clock.advance(2 * DAY_MS);
    expect(await removeOld(1)).to.deep.equal({ removed: 200, more: true });
    expect((await texts()).length).to.equal(50);
    expect(await removeOld(1)).to.deep.equal({ removed: 50, more: false });
    expect(await texts()).to.deep.equal([]);
  });

  it('are kept as long as those say who manage the room', async () => {
    const { useCases, ports, ann, bob } = stage;
    await expectError(useCases.setRetention(bob, { roomId: id, days: 5 }), 'forbidden');
    for (const days of [0, -1, 1.5, 40_000]) {
      await expectError(useCases.setRetention(ann, { roomId: id, days }), 'invalid');
    }
    const { room } = await useCases.setRetention(ann, { roomId: id, days: 5 });
    expect(room.retentionDays).to.equal(5);
    expect(ports.events.ofType('room.updated').at(-1)?.room.retentionDays).to.equal(5);
    expect((await useCases.setRetention(ann, { roomId: id, days: null })).room.retentionDays).to.equal(null);
  });
});
