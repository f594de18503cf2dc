import { channels } from '@crosstalk/dialect-channels';
import { CLOSE_REASONS, type Codec, type EncodedBatch, type Session } from '@crosstalk/dialect-kit';
import { buildUser } from '@crosstalk/testing';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { GatewayConnection } from '../src/connections/gateway-connection.js';

const codec: Codec = {
  text: (frame) => JSON.stringify(frame),
  pack: (texts) => ({ texts, buffer: Buffer.from(texts.join('')) }),
};
const LIVE: EncodedBatch = codec.pack(['live']);
const LARGE: EncodedBatch = codec.pack(['x'.repeat(1_000)]);

/** A connection whose wire remembers every write, and its end; its session is bound. */
function connectionOnPaper({ active = true } = {}) {
  const written: (readonly string[] | 'closed')[] = [];
  const user = buildUser();
  const session: Session = { actor: { userId: user.id, tenant: user.tenant, scopes: [] }, user };
  const connection = new GatewayConnection({
    id: 'one',
    dialect: channels,
    codec,
    maxBufferedBytes: 1_024,
    onSlow: () => undefined,
    wire: {
      write: ({ texts }) => written.push(texts),
      bufferedBytes: () => 0,
      close: () => written.push('closed'),
      terminate: () => undefined,
    },
    desk: {
      authenticate: async () => session,
      authenticateVisitor: async () => session,
      watchPartners: async () => [],
      roomOpened: () => undefined,
      isInRoom: () => true,
      watchPresence: async () => undefined,
      viewerState: () => undefined,
    },
  });
  connection.bind(session);
  if (active) connection.activate();
  return { connection, written };
}

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

describe('A connection of the gateway', () => {
  it('writes what the promises of one turn answer with one write, in their order', async () => {
    const { connection, written } = connectionOnPaper();
    await Promise.resolve();
    connection.send([['a', 1]]);
    await Promise.resolve();
    connection.send([
      ['b', 2],
      ['c', 3],
    ]);
    connection.sendText('acknowledgement');
    expect(written).to.deep.equal([]);
    await nextTurn();
    expect(written).to.deep.equal([['["a",1]', '["b",2]', '["c",3]', 'acknowledgement']]);
  });

  it('writes what was answered before a live event that comes in the same turn', async () => {
    const { connection, written } = connectionOnPaper();
    connection.send([['a', 1]]);
    connection.write(LIVE);
    connection.send([['b', 2]]);
    await nextTurn();
    expect(written).to.deep.equal([['["a",1]'], ['live'], ['["b",2]']]);
  });

  it('gives the last answers before it closes, and none after', async () => {
    const { connection, written } = connectionOnPaper();
    connection.send([['a', 1]]);
    connection.close(CLOSE_REASONS.restart);
    connection.send([['b', 2]]);
    await nextTurn();
    expect(written).to.deep.equal([['["a",1]'], 'closed']);
  });

  it('keeps live events that come before its first answer, and writes them after it in their order', async () => {
    const { connection, written } = connectionOnPaper({ active: false });
    connection.write(codec.pack(['one']));
    connection.write(codec.pack(['two']));
    connection.send([['answer', 1]]);
    connection.activate();
    connection.activate();
    connection.write(LIVE);
    await nextTurn();
    expect(written).to.deep.equal([['["answer",1]'], ['one'], ['two'], ['live']]);
  });

  it('is closed as slow when more comes before its first answer than it may keep', () => {
    const { connection, written } = connectionOnPaper({ active: false });
    connection.write(LARGE);
    expect(connection.closing).to.equal(false);
    connection.write(LARGE);
    expect(connection.closing).to.equal(true);
    connection.activate();
    expect(written).to.deep.equal(['closed']);
  });
});
