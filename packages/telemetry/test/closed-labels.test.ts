import { createMetrics } from '@crosstalk/telemetry';
import { expect } from 'chai';
import { describe, it } from 'mocha';

const events = { channels: ['message-send'], casamsa: ['send_message'], rest: ['postMessage'] };
const metricsOf = () => createMetrics({ process: false, events });
const seriesOf = (text: string, name: string): string[] =>
  text.split('\n').filter((line) => line.startsWith(`${name}{`));

describe('The label sets', () => {
  it('are closed: an event that no table declares is unknown, also one of another dialect', async () => {
    const metrics = metricsOf();
    const made = ['no-such', '__proto__', 'constructor', 'send_message', 'message-send', '"} 1\nforged 1'];
    for (const event of made) metrics.requests.with({ dialect: 'channels', event, outcome: 'ok' }).inc();
    expect(seriesOf(await metrics.render(), 'crosstalk_requests_total')).to.deep.equal([
      'crosstalk_requests_total{dialect="channels",event="unknown",outcome="ok"} 5',
      'crosstalk_requests_total{dialect="channels",event="message-send",outcome="ok"} 1',
    ]);
  });

  it('keep their size whatever comes', async () => {
    const metrics = metricsOf();
    for (let index = 0; index < 10_000; index += 1) {
      const labels = { dialect: `d${index}`, event: `e${index}`, outcome: `o${index}` };
      metrics.requests.with(labels as never).inc();
      metrics.mongodbErrors.with({ command: `c${index}` } as never).inc();
    }
    const text = await metrics.render();
    expect(seriesOf(text, 'crosstalk_requests_total')).to.deep.equal([
      'crosstalk_requests_total{dialect="unknown",event="unknown",outcome="unknown"} 10000',
    ]);
    expect(seriesOf(text, 'crosstalk_mongodb_errors_total')).to.deep.equal([
      'crosstalk_mongodb_errors_total{command="other"} 10000',
    ]);
  });

  it('are told apart when values hold blanks', async () => {
    const metrics = metricsOf();
    const outcome = 'ok';
    metrics.requests.with({ dialect: 'channels', event: 'message-send ok', outcome }).inc();
    metrics.requests.with({ dialect: 'channels', event: 'message-send', outcome }).inc();
    expect(seriesOf(await metrics.render(), 'crosstalk_requests_total')).to.have.length(2);
  });
});

describe('A metric that is declared', () => {
  it('shows every combination as 0 before anything happens', async () => {
    const metrics = metricsOf();
    metrics.sequencer.declare();
    metrics.handshakes.declare({ dialect: ['channels', 'casamsa'], outcome: ['ok', 'refused'] });
    metrics.deliverySeconds.declare({ origin: ['remote'] });
    const text = await metrics.render();
    expect(seriesOf(text, 'crosstalk_sequencer_total')).to.include(
      'crosstalk_sequencer_total{event="lost"} 0',
    );
    expect(seriesOf(text, 'crosstalk_handshakes_total')).to.have.length(4);
    expect(seriesOf(text, 'crosstalk_delivery_seconds_count')).to.deep.equal([
      'crosstalk_delivery_seconds_count{origin="remote"} 0',
    ]);
  });

  it('counts on from there', async () => {
    const metrics = metricsOf();
    const lost = metrics.sequencer.with({ event: 'lost' });
    metrics.sequencer.declare();
    lost.inc();
    metrics.sequencer.with({ event: 'lost' }).inc();
    expect(await metrics.render()).to.include('crosstalk_sequencer_total{event="lost"} 2\n');
  });

  it('needs the values of a label whose set the table leaves to the process', () => {
    expect(() => metricsOf().requests.declare()).to.throw(/event must be given/);
  });

  it('takes no value that is not in the set', async () => {
    const metrics = metricsOf();
    metrics.connections.declare({ dialect: ['pager', 'pigeon'] as never });
    expect(seriesOf(await metrics.render(), 'crosstalk_connections')).to.deep.equal([
      'crosstalk_connections{dialect="unknown"} 0',
    ]);
  });
});
