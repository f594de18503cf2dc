import { createHash, randomBytes } from 'node:crypto';
import type { FileId } from '@crosstalk/domain';
import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import { FORM_TYPE, fieldPart, filePart, formOf, inChunks } from './form.js';
import {
  type Called,
  type CallOptions,
  createTestApi,
  linkTo,
  type Person,
  type TestApi,
} from './test-api.js';

describe('an upload', () => {
  let api: TestApi;
  let ann: Person;
  beforeEach(async () => {
    api = createTestApi({ environment: { MAX_UPLOAD_BYTES: '100000', BODY_IDLE_SECONDS: '1' } });
    ann = await api.person('Ann');
  });

  const upload = (bytes: NonNullable<CallOptions['bytes']>, headers: Record<string, string> = FORM_TYPE) =>
    api.call('POST', '/files', { token: ann.token, bytes, headers });
  const expectNothing = ({ status, json }: Called, expected: number, code: string): void => {
    expect([status, json.code], JSON.stringify(json)).to.deep.equal([expected, code]);
    expect([api.ports.files.storedBytes, api.ports.sideEffects.files]).to.deep.equal([0, []]);
    expect(api.defects).to.deep.equal([]);
  };

  it('is stored as it is, however the form is cut into chunks', async () => {
    const content = randomBytes(50_000);
    for (const size of [1_000_000, 4_096, 61]) {
      const { status, json } = await upload(inChunks(formOf(filePart(content)), size));
      expect(status).to.equal(201);
      expect(json).to.include({
        name: 'dot.png',
        size: 50_000,
        content_type: 'image/png',
        status: 'processing',
        url: null,
        thumbnail_url: null,
        width: null,
        height: null,
        duration: null,
      });
      const opened = await api.ports.files.open(Number(json.id) as FileId, 'content');
      expect(opened?.content?.etag).to.equal(createHash('sha256').update(content).digest('hex'));
      expect(api.ports.sideEffects.files).to.include(json.id);
    }
  });

  it('may be empty, stand among fields that nobody reads, and hold what looks like a boundary', async () => {
    const tricky = '\r\n--x-boundary\r\n\r\n--x-boundary-\r\n--';
    for (const content of ['', tricky]) {
      const form = formOf(fieldPart('a', 'b'), filePart(content), fieldPart('c', 'd'));
      const { status, json } = await upload([form]);
      expect([status, json.size]).to.deep.equal([201, content.length]);
    }
  });

  it('is called what can be shown of its name', async () => {
    const names: Readonly<Record<string, string>> = {
      'naïve 日本 🙂.png': 'naïve 日本 🙂.png',
      '../../etc/passwd': 'passwd',
      'a\u202egnp.exe': 'agnp.exe',
      '\u200b\u200b': 'file',
      '': 'file',
      [`${'n'.repeat(1_000)}.png`]: `${'n'.repeat(251)}.png`,
      [`${'ü'.repeat(20_000)}.png`]: 'ü'.repeat(255),
    };
    for (const [given, name] of Object.entries(names)) {
      const { status, json } = await upload([formOf(filePart('x', given))]);
      expect([status, json.name], given.slice(0, 40)).to.deep.equal([201, name]);
    }
  });

  it('is shown to its owner, and to nobody else before it is posted', async () => {
    const bob = await api.person('Bob');
    const { json } = await upload([formOf(filePart('x'))]);
    const get = (person: Person) => api.call('GET', `/files/${json.id}`, { token: person.token });
    expect((await get(ann)).json).to.deep.equal(json);
    expect((await get(bob)).status).to.equal(404);
    expect((await api.call('GET', `/files/${json.id}`)).status).to.equal(401);
  });

  it('is not served before it was looked at', async () => {
    const { json } = await upload([formOf(filePart('x'))]);
    for (const answer of [
      await api.call('GET', linkTo(Number(json.id))),
      await api.call('GET', `/files/${json.id}/content`, { token: ann.token }),
    ]) {
      expect([answer.status, answer.json.code, answer.headers['Retry-After']]).to.deep.equal([
        503,
        'unavailable',
        '1',
      ]);
    }
  });

  it('over the limit is refused, by what it says of itself or by what comes, and nothing is kept', async () => {
    const large = formOf(filePart(randomBytes(100_001)));
    expectNothing(await upload(inChunks(large, 10_000)), 413, 'too_large');
    let asked = 0;
    function* announced(): Generator<Uint8Array> {
      asked += 1;
      yield large;
    }
    expectNothing(await upload(announced(), { ...FORM_TYPE, 'content-length': '400000' }), 413, 'too_large');
    expect(asked).to.equal(0);
    const exact = await upload([formOf(filePart(randomBytes(100_000)))]);
    expect(exact.status).to.equal(201);
  });

  it('that never ends is left at the limit', async () => {
    let sent = 0;
    let left = false;
    function* endless(): Generator<Uint8Array> {
      try {
        yield formOf(filePart('')).subarray(0, -30);
        for (;;) {
          sent += 10_000;
          yield Buffer.alloc(10_000);
        }
      } finally {
        left = true;
      }
    }
    expectNothing(await upload(endless()), 413, 'too_large');
    expect(sent).to.be.lessThan(400_000);
    expect(left).to.equal(true);
  });

  it('that is cut short is refused, and nothing is kept', async () => {
    const form = formOf(filePart(randomBytes(10_000)));
    for (const end of [10, 60, 5_000, form.length - 25, form.length - 5]) {
      expectNothing(await upload(inChunks(form.subarray(0, end), 1_000)), 422, 'invalid');
      async function* broken(): AsyncGenerator<Uint8Array> {
        yield form.subarray(0, end);
        throw Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
      }
      expectNothing(await upload(broken()), 422, 'invalid');
    }
  });

  it('that stalls is given up, and nothing is kept', async () => {
    async function* stalled(): AsyncGenerator<Uint8Array> {
      yield formOf(filePart(randomBytes(10_000))).subarray(0, 5_000);
      await new Promise(() => undefined);
    }
    expectNothing(await upload(stalled()), 422, 'invalid');
  });

  it('needs a token, and comes no faster than the rule says', async () => {
    expect(
      (await api.call('POST', '/files', { bytes: [formOf(filePart('x'))], headers: FORM_TYPE })).status,
    ).to.equal(401);
    let last: Called | null = null;
    for (let count = 0; count < 121; count += 1) last = await upload([formOf(filePart('x'))]);
    expect([last?.status, last?.json.code]).to.deep.equal([429, 'rate_limited']);
  });

  it('of one content by many at once is stored once', async () => {
    const form = formOf(filePart(randomBytes(20_000)));
    const all = await Promise.all(Array.from({ length: 5 }, () => upload(inChunks(form, 3_000))));
    expect(all.map(({ status }) => status)).to.deep.equal([201, 201, 201, 201, 201]);
    expect(api.ports.files.storedBytes).to.equal(20_000);
  });
});
