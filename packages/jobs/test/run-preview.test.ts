import type { Message, Room, UserId } from '@crosstalk/domain';
import { type PageOutcome, type PreviewPorts, runPreview } from '@crosstalk/jobs';
import { MemoryPreviewStore } from '@crosstalk/testing';
import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import { createNoticeWorld, type NoticeWorld } from './support/notice-world.js';

const URL = 'https://example.com/a';
const PREVIEW = { url: URL, title: 'A page', description: null, imageUrl: null };

describe('Looking at the page of a link', () => {
  let world: NoticeWorld;
  let room: Room;
  let ann: UserId;
  let message: Message;
  let previews: MemoryPreviewStore;
  let page: PageOutcome;
  let asked: string[];
  let told: string[];
  let ports: PreviewPorts;
  beforeEach(async () => {
    world = createNoticeWorld();
    const { clock, messages } = world.ports;
    ann = await world.person('Ann');
    room = await world.room([ann]);
    message = await world.post(room, ann, { text: `see ${URL}.` });
    previews = new MemoryPreviewStore(clock);
    page = { outcome: 'found', preview: PREVIEW };
    asked = [];
    told = [];
    ports = {
      messages,
      previews,
      readPage: async (url) => {
        asked.push(url);
        return page;
      },
      publishTip: async (_roomId, rev) => void told.push(`tip ${rev}`),
      roomChanged: () => void told.push('changed'),
      previewed: (outcome) => void told.push(outcome),
      now: () => clock.now(),
    };
  });

  const run = (changedAt = message.createdAt, { id } = message) =>
    runPreview(ports, { messageId: id, changedAt }, world.context);

  it('keeps what it says of itself and tells the room, once', async () => {
    world.ports.clock.advance(50);
    await run();
    expect(asked).to.deep.equal([URL]);
    expect((await previews.find(URL))?.preview).to.deep.equal(PREVIEW);
    expect(told).to.deep.equal(['found', 'tip 2', 'changed']);
    // The change asks for another look, whose reader has seen the preview.
    const changedAt = (world.ports.world.messagesOf(room.id)[0]?.changedAt ?? 0) as number;
    await run(changedAt);
    expect(asked).to.have.length(1);
    expect(told.slice(3)).to.deep.equal(['known']);
  });

  it('tells who posted the same link while it was looked at', async () => {
    const second = await world.post(room, ann, { text: URL });
    world.ports.clock.advance(50);
    await run();
    await run(second.createdAt, second);
    expect(asked).to.have.length(1);
    expect(told.filter((what) => what === 'changed')).to.have.length(2);
  });

  it('remembers for a while that there was nothing, and tells nobody', async () => {
    for (const outcome of ['none', 'refused'] as const) {
      page = { outcome };
      await run();
    }
    expect(asked).to.have.length(1);
    expect(told).to.deep.equal(['none', 'known']);
    world.ports.clock.advance(3_600_000);
    await run();
    expect(asked).to.have.length(2);
  });

  it('asks nobody for a message that was deleted, or changed, meanwhile', async () => {
    await world.ports.messages.change(message, { kind: 'edit', text: 'no link', mentions: [] }, 1);
    await run();
    await world.ports.messages.change(message, { kind: 'delete' }, 1);
    await run();
    expect(asked).to.deep.equal([]);
  });
});
