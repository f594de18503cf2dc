import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { ROOT, readText } from '../docs/pages.js';
import { BREAKAGES } from './compose/breakages.js';
import { madeEnvironment, PATH, readCompose } from './compose/compose-file.js';
import { POLICIES } from './compose/policies.js';

const SECRET = /PASSWORD|SECRET|TOKEN|_KEY|_KEYS/;
const environment = madeEnvironment('https://chat.example.com/');
const compose = readCompose(environment);

const schema = JSON.parse(readFileSync(join(ROOT, 'test/images/schemas/compose-spec.json'), 'utf8'));
// The specification uses formats of the engine and keywords that say nothing to a validator.
const valid = new Ajv2020({ strict: false, validateFormats: false, allErrors: true }).compile(schema);

describe('deploy/compose.yaml', () => {
  it('is a compose file by the schema of the specification', () => {
    valid(compose);
    expect(valid.errors ?? []).to.deep.equal([]);
  });

  it('would not be one with a misspelt word', () => {
    const misspelt = structuredClone(compose);
    Object.assign(misspelt.services.worker ?? {}, { stop_grace_periode: '1s' });
    expect(valid(misspelt)).to.equal(false);
  });

  for (const [sentence, policy] of Object.entries(POLICIES)) {
    it(sentence, () => {
      expect(policy(compose)).to.deep.equal([]);
    });
  }

  for (const { what, sentence, change } of BREAKAGES) {
    it(`${sentence}: ${what} is noticed`, () => {
      const broken = structuredClone(compose);
      change(broken);
      expect(POLICIES[sentence]?.(broken)).to.not.deep.equal([]);
    });
  }

  it('refuses to start without the secrets that make-env.sh writes, and says so', () => {
    for (const name of Object.keys(environment)) {
      const { [name]: _, ...rest } = environment;
      expect(() => readCompose(rest), name).to.throw(`${name} is not set: run compose/make-env.sh`);
    }
  });

  it('takes every secret from the environment', () => {
    const inline = [...readText(PATH).matchAll(/^\s*(\w+): (.*)$/gm)]
      .filter(([, name = '', value = '']) => SECRET.test(name) && !value.includes('${'))
      .map(([line]) => line.trim());
    expect(inline).to.deep.equal([]);
  });
});

describe('deploy/compose.tls.yaml', () => {
  it('is a compose file that gives the balancer a certificate', () => {
    const tls = readCompose({ ...environment, CERTIFICATE: '/etc/ssl/chat.pem' }, 'deploy/compose.tls.yaml');
    valid(tls);
    expect(valid.errors ?? []).to.deep.equal([]);
    expect(Object.keys(tls.services)).to.deep.equal(['balancer']);
    const { environment: given, volumes, ports } = tls.services.balancer ?? {};
    expect(volumes).to.deep.equal([`/etc/ssl/chat.pem:${given?.CERTIFICATE}:ro`]);
    expect(ports).to.deep.equal([`443${given?.HTTPS_ADDRESS}`]);
  });

  it('asks for the certificate', () => {
    expect(() => readCompose(environment, 'deploy/compose.tls.yaml')).to.throw('CERTIFICATE is not set');
  });
});

describe('deploy/compose/make-env.sh', () => {
  it('makes other secrets each time, and keeps the URL', () => {
    const other = madeEnvironment('https://chat.example.com');
    const same = Object.keys(environment).filter((name) => environment[name] === other[name]);
    expect(same).to.deep.equal(['PUBLIC_URL', 'CORS_ORIGINS', 'CHAT_KEYS']);
    expect(other.PUBLIC_URL).to.equal('https://chat.example.com');
  });

  it('refuses what is no URL', () => {
    expect(() => madeEnvironment('chat.example.com')).to.throw('no http or https URL');
  });
});
