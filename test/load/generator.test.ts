import { expect } from 'chai';
import { describe, it } from 'mocha';
import { clientFrame, type FrameView, readFrames } from './generator/frames.js';
import { markedText, Tally } from './generator/tally.js';
import { reportRows } from './report/report-rows.js';
import { smallRooms } from './systems/population.js';

/** The frame as a server sends it: without a mask. */
function serverFrame(text: string): Buffer {
  const frame = clientFrame(text);
  const header = frame.length - Buffer.byteLength(text) - 4;
  frame[1] = (frame[1] ?? 0) & 0x7f;
  return Buffer.concat([frame.subarray(0, header), frame.subarray(header + 4)]);
}

function textsIn(bytes: Buffer): { readonly texts: string[]; readonly used: number } {
  const texts: string[] = [];
  const used = readFrames(bytes, bytes.length, ({ bytes: all, start, end }) => {
    texts.push(all.toString('utf8', start, end));
  });
  return { texts, used };
}

function frameOf(text: string): FrameView {
  const bytes = Buffer.from(text);
  return { opcode: 1, bytes, start: 0, end: bytes.length };
}

describe('The load generator', () => {
  it('reads several frames of every length class from one buffer and leaves an incomplete one', () => {
    const sent = ['a', 'é'.repeat(100), 'b'.repeat(70_000), ''];
    const whole = Buffer.concat(sent.map(serverFrame));
    const cut = serverFrame('cut off').subarray(0, 5);
    expect(textsIn(Buffer.concat([whole, cut]))).to.deep.equal({ texts: sent, used: whole.length });
  });

  it('counts what every client got, and what it got twice', async () => {
    const tally = new Tally(2, 2);
    tally.note(0, frameOf(`{"text":"${markedText(0)}"}`));
    tally.note(0, frameOf(`{"text":"${markedText(0)}"}`));
    tally.note(0, frameOf(`{"text":"${markedText(1)}"}`));
    tally.note(1, frameOf(`{"text":"${markedText(1)}"}`));
    expect(tally).to.include({ delivered: 3, lost: 1, doubled: 1, orders: 2 });
    tally.note(1, frameOf(`{"text":"${markedText(0)}"}`));
    await tally.complete(5_000);
    expect(tally).to.include({ delivered: 4, lost: 0, doubled: 1, orders: 2 });
  });

  it('puts everybody into three small rooms', () => {
    const people = Array.from({ length: 120 }, (_, index) => index);
    const rooms = smallRooms(people);
    for (const person of people) expect(rooms.filter((room) => room.includes(person))).to.have.length(3);
  });
});

describe('The report of the bench', () => {
  const rate = { wallSeconds: 1, cpu: { nodes: 1, beside: 0 }, count: 1, perCpuSecond: 1 };

  it('compares with the baseline and says whether a promise was kept', () => {
    const rows = reportRows(
      { channels: { sends: { ...rate, perSecond: 4_000 } } },
      { 'socket.io': { sends: { ...rate, perSecond: 1_000 } } },
    );
    expect(rows[0]).to.include({ wire: 'channels', unit: 'per s', ratio: 4, isMet: false });
  });

  it('says nothing about what was not measured', () => {
    expect(reportRows({ channels: {} }, { 'socket.io': {} })).to.deep.equal([]);
  });
});
