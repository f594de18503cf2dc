import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createMetrics, METRIC_TABLE, metricsTableMarkdown } from '@crosstalk/telemetry';
import { expect } from 'chai';
import { describe, it } from 'mocha';

describe('createMetrics', () => {
  it('exposes what was measured under the names and labels of the table', async () => {
    const metrics = createMetrics({ process: false });
    metrics.deliveries.with({ dialect: 'casamsa' }).inc(3);
    metrics.deliveries.with({ dialect: 'casamsa' }).inc();
    metrics.handshakes.with({ outcome: 'ok', dialect: 'channels' }).inc();
    metrics.requestSeconds.with({ dialect: 'rest' }).observe(0.003);
    metrics.outboxDirtyRooms.set(7);
    const text = await metrics.render();
    expect(text).to.contain('crosstalk_deliveries_total{dialect="casamsa"} 4');
    expect(text).to.contain('crosstalk_handshakes_total{dialect="channels",outcome="ok"} 1');
    expect(text).to.contain('crosstalk_request_seconds_bucket{le="0.005",dialect="rest"} 1');
    expect(text).to.contain('crosstalk_outbox_dirty_rooms 7');
  });

  it('keeps two sets of metrics in one process apart', async () => {
    const [one, other] = [createMetrics({ process: false }), createMetrics({ process: false })];
    one.audienceEvictions.inc();
    expect(await other.render()).to.contain('crosstalk_audience_evictions_total 0');
  });

  it('gives the event-loop delay and the memory of the process', async () => {
    const text = await createMetrics().render();
    expect(text).to.contain('nodejs_eventloop_lag_p99_seconds').and.contain('process_resident_memory_bytes');
    if (process.platform === 'linux')
      expect(Number(/^process_open_fds (\d+)$/m.exec(text)?.[1])).to.be.above(2);
    expect(text, 'one line for each kind of socket').to.not.contain('nodejs_active_');
  });
});

describe('The metric table', () => {
  for (const row of Object.values(METRIC_TABLE)) {
    it(`names ${row.name} by the conventions of Prometheus`, () => {
      expect(row.name).to.match(/^crosstalk_[a-z_]+$/);
      expect(row.name.endsWith('_total')).to.equal(row.type === 'counter');
      expect('buckets' in row).to.equal(row.type === 'histogram');
    });
  }

  it('is the page docs/metrics.md', async () => {
    const page = new URL('../../../docs/metrics.md', import.meta.url);
    if (process.env.UPDATE_GENERATED === '1') {
      await mkdir(new URL('.', page), { recursive: true });
      await writeFile(page, metricsTableMarkdown());
    }
    expect(await readFile(page, 'utf8'), 'run npm test with UPDATE_GENERATED=1').to.equal(
      metricsTableMarkdown(),
    );
  });
});
