import { ConfigError, parseConfig } from '@crosstalk/config';
import {
  checkVapidKeys,
  createOutbound,
  makeVapidKeys,
  outboundSettings,
  vapidKeys,
} from '@crosstalk/outbound';
import { expect } from 'chai';
import { describe, it } from 'mocha';

function secretsInMemory() {
  const kept = new Map<string, Readonly<Record<string, string>>>();
  return {
    once: async (name: string, make: () => Readonly<Record<string, string>>) => {
      const value = kept.get(name) ?? make();
      kept.set(name, value);
      return value;
    },
  };
}

describe('The keys of push messages', () => {
  const none = { vapidPublicKey: undefined, vapidPrivateKey: undefined };

  it('are made once for the cluster', async () => {
    const secrets = secretsInMemory();
    const [one, other] = [await vapidKeys(none, secrets), await vapidKeys(none, secrets)];
    expect(one).to.deep.equal(other);
    expect(one.publicKey).to.match(/^[\w-]{87}$/);
    expect(one.privateKey).to.match(/^[\w-]{43}$/);
  });

  it('are those of the configuration when it has them, and only as a pair', async () => {
    const { publicKey, privateKey } = makeVapidKeys();
    const environment = { VAPID_PUBLIC_KEY: publicKey, VAPID_PRIVATE_KEY: privateKey };
    const config = parseConfig(outboundSettings, environment);
    checkVapidKeys(config);
    checkVapidKeys(none);
    expect(await vapidKeys(config, secretsInMemory())).to.deep.equal({ publicKey, privateKey });
    expect(() => checkVapidKeys({ ...config, vapidPrivateKey: undefined })).to.throw(ConfigError);
    expect(() => checkVapidKeys({ ...config, vapidPublicKey: makeVapidKeys().publicKey })).to.throw(
      ConfigError,
    );
    const zero = Buffer.alloc(32).toString('base64url');
    expect(() => checkVapidKeys({ ...config, vapidPrivateKey: zero })).to.throw(ConfigError);
  });

  it('are shown to browsers unless push is off', async () => {
    const secrets = secretsInMemory();
    const on = createOutbound(parseConfig(outboundSettings, {}), secrets);
    expect(await on.pushKey()).to.equal((await vapidKeys(none, secrets)).publicKey);
    const off = createOutbound(parseConfig(outboundSettings, { PUSH: 'off' }), secrets);
    expect(await off.pushKey()).to.equal(null);
  });

  it('do not start with a list of opened targets that is none', () => {
    expect(() => parseConfig(outboundSettings, { OUTBOUND_ALLOW: '10.0.0.0/8,nonsense' })).to.throw(
      /OUTBOUND_ALLOW .*nonsense/,
    );
  });
});
