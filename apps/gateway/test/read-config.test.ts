import { ConfigError } from '@crosstalk/config';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { readConfig } from '../src/compose/read-config.js';

const SECRET = 'a secret of more than thirty-two characters';

function problemsOf(environment: Record<string, string>): string {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.join('\n');
    throw error;
  }
  return '';
}

describe('readConfig', () => {
  it('needs a secret and nothing else', () => {
    expect(readConfig({ JWT_SECRET: SECRET }).port).to.equal(3000);
    expect(problemsOf({})).to.contain('JWT_SECRET');
  });

  it('lists every mistake at once, each once, with what the variable is for', () => {
    const problems = problemsOf({
      PORT: 'x',
      MONGODB_URL: 'http://db',
      LOG_LEVEL: 'loud',
      JWT_SECRET: 'short',
    });
    for (const name of ['PORT', 'MONGODB_URL', 'LOG_LEVEL', 'JWT_SECRET']) {
      expect(problems.split('\n').filter((line) => line.startsWith(`${name} `)).length, name).to.equal(1);
    }
  });

  it('refuses in production what is convenient in development', () => {
    const production = { NODE_ENV: 'production', JWT_SECRET: SECRET };
    expect(problemsOf({ ...production, CORS_ORIGINS: '*' })).to.match(
      /CORS_ORIGINS.*\n?.*CHAT_KEYS|CHAT_KEYS.*\n?.*CORS_ORIGINS/s,
    );
    expect(
      problemsOf({ ...production, CHAT_KEYS: `k1:acme:${SECRET}`, CORS_ORIGINS: 'https://app.example' }),
    ).to.equal('');
  });

  it('never repeats a secret in its complaint', () => {
    expect(problemsOf({ JWT_SECRET: 'hunter2' })).to.not.contain('hunter2');
  });
});
