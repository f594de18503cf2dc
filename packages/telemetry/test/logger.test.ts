import { createLogger } from '@crosstalk/telemetry';
import { expect } from 'chai';
import { describe, it } from 'mocha';

function recorder() {
  const lines: string[] = [];
  return { lines, output: { write: (line: string) => void lines.push(line) } };
}

function logged(fields: object, level: 'info' | 'debug' = 'info') {
  const { lines, output } = recorder();
  createLogger({ logLevel: 'info' }, { service: 'test' }, output)[level](fields, 'it happened');
  return lines;
}

describe('createLogger', () => {
  it('writes one JSON object a line with the bindings, the level by name and the time in ISO 8601', () => {
    const [line = ''] = logged({ connection: 'c1' });
    const parsed = JSON.parse(line);
    expect(parsed).to.include({ service: 'test', level: 'info', msg: 'it happened', connection: 'c1' });
    expect(new Date(parsed.time).toISOString()).to.equal(parsed.time);
  });

  it('leaves out what is less severe than the configured level', () => {
    expect(logged({}, 'debug')).to.deep.equal([]);
  });

  for (const name of [
    'token',
    'access_token',
    'refresh_token',
    'password',
    'authorization',
    'text',
    'body',
    'email',
  ]) {
    it(`never writes the value of ${name}, however deep it stands`, () => {
      const secret = { [name]: 'HUSH' };
      const [line] = logged({ ...secret, a: secret, b: { c: secret }, d: [secret], e: { f: { g: secret } } });
      expect(line).to.contain('[redacted]').and.not.contain('HUSH');
    });
  }

  it('redacts the bindings of child loggers', () => {
    const { lines, output } = recorder();
    createLogger({ logLevel: 'info' }, {}, output)
      .child({ user: { token: 'HUSH' } })
      .info('hello');
    expect(lines.join()).to.contain('[redacted]').and.not.contain('HUSH');
  });

  it('logs of an error its name, message, code, stack and cause, and nothing that a driver hung on it', () => {
    const cause = Object.assign(new Error('E11000 duplicate key error dup key: { room: 1, text: "HUSH" }'), {
      code: 11000,
      writeErrors: [{ op: { words: 'HUSH' } }],
    });
    const [line = ''] = logged({ err: new TypeError('no luck', { cause }) });
    expect(line).not.to.contain('HUSH');
    expect(JSON.parse(line).err).to.include({ type: 'TypeError', message: 'no luck' });
    expect(JSON.parse(line).err.cause).to.include({
      code: 11000,
      message: 'E11000 duplicate key error dup key',
    });
  });
});
