import { expect } from 'chai';
import { describe, it } from 'mocha';
import { childEnvironment } from '../src/cluster/child-environment.js';
import { planCluster } from '../src/cluster/cluster-plan.js';
import { logWarning } from '../src/cluster/log-warning.js';
import { restartDelay } from '../src/cluster/restart-delay.js';
import { StackError } from '../src/stack-error.js';

const SECRETS = { JWT_SECRET: 'made-jwt', FILE_URL_SECRET: 'made-file' };

describe('the plan of the cluster', () => {
  it('puts gateways behind PORT and operations behind OPS_PORT', () => {
    const plan = planCluster(2, {});
    expect(plan.port).to.equal(3000);
    expect(plan.gateways.map(({ port, opsPort }) => [port, opsPort])).to.deep.equal([
      [3001, 9001],
      [3002, 9002],
    ]);
    expect(plan.worker.opsPort).to.equal(9100);
    expect(plan.publicUrl).to.equal('http://127.0.0.1:3000');
  });

  it('moves with HOST, PORT, OPS_PORT and PUBLIC_URL', () => {
    const moved = planCluster(1, { HOST: '0.0.0.0', PORT: '4000', OPS_PORT: '9200' });
    expect(moved.gateways[0]).to.include({ port: 4001, opsPort: 9201 });
    expect(moved.publicUrl).to.equal('http://127.0.0.1:4000');
    expect(planCluster(1, { PUBLIC_URL: 'https://chat.example' }).publicUrl).to.equal('https://chat.example');
  });

  it('refuses numbers that make no sense', () => {
    for (const nodes of [0, -1, 1.5, Number.NaN, 1000]) {
      expect(() => planCluster(nodes, {})).to.throw(StackError, '--nodes');
    }
    expect(() => planCluster(1, { PORT: 'http' })).to.throw(StackError, 'PORT=http is no port');
  });

  it('lets variables of the person win over defaults but not over the layout', () => {
    const plan = planCluster(1, { PORT: '4000' });
    const given = {
      PORT: '4000',
      CHAT_KEYS: 'mine:default',
      JWT_SECRET: 'own',
      FILE_URL_SECRET: '',
      OTHER: 'x',
    };
    const settings = { plan, given, secrets: SECRETS, mongoUrl: 'mongodb://m', redisUrl: 'redis://r' };
    const [gateway = plan.worker] = plan.gateways;
    expect(childEnvironment(settings, gateway)).to.include({
      PORT: '4001',
      OPS_PORT: '9001',
      CHAT_KEYS: 'mine:default',
      JWT_SECRET: 'own',
      FILE_URL_SECRET: 'made-file',
      OTHER: 'x',
      MONGODB_URL: 'mongodb://m',
      REDIS_URL: 'redis://r',
      TRUST_PROXY: 'loopback',
    });
  });
});

describe('what the terminal shows of a child', () => {
  it('is its warnings with their cause and whatever is no log line', () => {
    expect(logWarning('{"level":30,"msg":"listening"}')).to.equal(undefined);
    expect(logWarning('{"level":"info","msg":"listening"}')).to.equal(undefined);
    expect(logWarning('{"level":40,"msg":"slow"}')).to.equal('slow');
    expect(logWarning('{"level":50,"msg":"failed","err":{"message":"why"}}')).to.equal('failed: why');
    expect(logWarning('Error: boom')).to.equal('Error: boom');
    expect(logWarning('  ')).to.equal(undefined);
  });

  it('comes again after half a second, then ever later, ten seconds at most', () => {
    expect([1, 2, 3, 9].map(restartDelay)).to.deep.equal([500, 1000, 2000, 10_000]);
  });
});
