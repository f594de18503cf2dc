import { casamsa } from '@crosstalk/dialect-casamsa';
import { channels } from '@crosstalk/dialect-channels';
import type { Dialect, EncodedBatch, RunnerDeps } from '@crosstalk/dialect-kit';
import { createMetrics } from '@crosstalk/telemetry';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { measureBuffers } from '../src/compose/measure-buffers.js';
import type { SessionDesk } from '../src/connections/gateway-connection.js';
import { type Guest, Reception } from '../src/connections/reception.js';

const batchOf = (bytes: number): EncodedBatch => ({ texts: [], buffer: new Uint8Array(bytes) });

/** Guests whose network takes nothing beyond what the wire says that it holds. */
function setUp() {
  const metrics = createMetrics({ process: false });
  const reception = new Reception({
    desk: { leave: () => undefined } as unknown as SessionDesk & { leave(): void },
    maxBufferedBytes: 10_000,
    runnerOf: (dialect) => ({ dialect, now: () => 0, requestLimit: {} }) as unknown as RunnerDeps,
    onSlow: () => undefined,
  });
  const admit = (dialect: Dialect, waiting: number): Guest =>
    reception.admit(dialect, {
      write: () => undefined,
      bufferedBytes: () => waiting,
      close: () => undefined,
      terminate: () => undefined,
    });
  const bytes = async (dialect: string): Promise<number> => {
    measureBuffers(metrics, reception);
    const line = new RegExp(`^crosstalk_buffered_bytes\\{dialect="${dialect}"\\} (\\d+)$`, 'm');
    return Number(line.exec(await metrics.render())?.[1]);
  };
  return { reception, admit, bytes };
}

describe('The bytes that wait to be sent', () => {
  it('are summed up by dialect at the time of the question, and gone with their connections', async () => {
    const { reception, admit, bytes } = setUp();
    const guests = [admit(channels, 100), admit(channels, 20), admit(casamsa, 3)];
    expect([await bytes('channels'), await bytes('casamsa')]).to.deep.equal([120, 3]);
    for (const guest of guests) reception.closed(guest);
    expect([await bytes('channels'), await bytes('casamsa')]).to.deep.equal([0, 0]);
  });

  it('hold what a client gets once it is greeted', async () => {
    const { admit, bytes } = setUp();
    const { connection } = admit(casamsa, 3);
    connection.write(batchOf(500));
    expect(await bytes('casamsa')).to.equal(503);
    connection.bind({} as never);
    connection.activate();
    expect(await bytes('casamsa')).to.equal(3);
  });
});
