import { expect } from 'chai';
import { describe, it } from 'mocha';
import { type RawData, WebSocket } from 'ws';
import { textFrames } from '../src/transports/text-frames.js';

interface Receiver {
  write(data: Buffer): boolean;
  on(event: 'message', listener: (data: RawData, isBinary: boolean) => void): void;
}
// The receiver of `ws` reads the frames as a client would.
const { Receiver } = WebSocket as unknown as { Receiver: new (options: object) => Receiver };

function readBack(buffer: Buffer): string[] {
  const texts: string[] = [];
  const receiver = new Receiver({ isServer: false, allowSynchronousEvents: true });
  receiver.on('message', (data, isBinary) => {
    expect(isBinary).to.equal(false);
    texts.push(String(data));
  });
  receiver.write(buffer);
  return texts;
}

describe('textFrames', () => {
  it('frames texts of every length class so that ws reads them back', async () => {
    for (const length of [0, 1, 125, 126, 127, 65_535, 65_536, 100_000]) {
      expect(readBack(textFrames(['x'.repeat(length)]))).to.deep.equal(['x'.repeat(length)]);
    }
  });

  it('puts several frames behind each other, counted in bytes and not in characters', () => {
    const texts = ['{"a":"é"}', 'язык'.repeat(40), '👍', 'last'];
    expect(readBack(textFrames(texts))).to.deep.equal(texts);
  });
});
