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

/** A connection whose wire remembers every write, and its end. */
function connectionOnPaper() {
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
      isInRoom: () => true,
      watchPresence: async () => undefined,
      viewerState: () => undefined,
    },
  });
  connection.bind(session);
  connection.activate();
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
});
