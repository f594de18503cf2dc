import { createHmac } from 'node:crypto';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { Cluster } from '../harness/cluster.js';
import { ConsumerClient } from '../harness/consumer-client.js';
import { within } from '../harness/deadline.js';
import { newPerson } from '../harness/people.js';
import { askUpgrade } from '../harness/upgrade.js';

/** Long enough to connect in on a slow machine. */
const LIFE_SECONDS = 8;

describe('A consumer socket whose token runs out', () => {
  let cluster: Cluster;

  before(async () => {
    cluster = await Cluster.start({ gateways: 1 });
  });

  after(() => cluster?.stop());

  it('is told so and closed with 4401, and an old token opens none', async () => {
    const { url, wsUrl } = cluster.node(0);
    const { token } = await newPerson(url);
    const secret = cluster.environment.JWT_SECRET ?? '';
    const client = await ConsumerClient.connect(
      wsUrl,
      withExpiry(token, { secret, inSeconds: LIFE_SECONDS }),
    );
    const error = await client.next('error');
    expect(error).to.include({ code: 'unauthenticated', event: null });
    expect(await within(client.closed, 'the close')).to.equal(4401);
    const old = withExpiry(token, { secret, inSeconds: -3_600 });
    expect((await askUpgrade(`${url}/ws/chats/`, { authorization: `Bearer ${old}` })).status).to.equal(401);
  });
});

/** The same token with another end: JWT with HS256 (RFC 7515, appendix A.1). */
function withExpiry(
  token: string,
  { secret, inSeconds }: { readonly secret: string; readonly inSeconds: number },
): string {
  const [head = '', payload = ''] = token.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
  const exp = Math.floor(Date.now() / 1000) + inSeconds;
  const body = `${head}.${Buffer.from(JSON.stringify({ ...claims, exp })).toString('base64url')}`;
  return `${body}.${createHmac('sha256', secret).update(body).digest('base64url')}`;
}
