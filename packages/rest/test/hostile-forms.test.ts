import { setImmediate } from 'node:timers/promises';
import { expect } from 'chai';
import { before, describe, it } from 'mocha';
import { BOUNDARY, FORM_TYPE, fieldPart, filePart, formOf } from './form.js';
import { createTestApi, type Person, type TestApi } from './test-api.js';

const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

async function* slowly(body: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < body.length; at += size) {
    for (let turns = 0; turns < 3; turns += 1) await setImmediate();
    yield body.subarray(at, at + size);
  }
}

/** Bodies that are no form with one file. */
const WRONG: Readonly<Record<string, Buffer>> = {
  nothing: Buffer.alloc(0),
  'no form': Buffer.from('{"file":"x"}'),
  'only the end': Buffer.from(`--${BOUNDARY}--\r\n`),
  zeros: Buffer.alloc(50_000),
  'line breaks': Buffer.from('\r\n'.repeat(20_000)),
  'boundaries without end': Buffer.from(`--${BOUNDARY}\r\n`.repeat(2_000)),
  'another boundary': Buffer.from(formOf(filePart('x')).toString().replaceAll(BOUNDARY, 'other')),
  'no file': formOf(fieldPart('a', 'b')),
  'the file as a field': formOf(fieldPart('file', 'b')),
  'the file under another name': formOf({
    headers: ['Content-Disposition: form-data; name="photo"; filename="a.png"', 'Content-Type: image/png'],
    body: 'x',
  }),
  'a file without a name of its field': formOf({
    headers: ['Content-Disposition: form-data; filename="a.png"'],
    body: 'x',
  }),
  'no disposition': formOf({ headers: ['Content-Type: image/png'], body: 'x' }),
  'two files': formOf(filePart('x'), filePart('y')),
  'a file too many at the end': formOf(filePart('x'), fieldPart('a', 'b'), filePart('y')),
  'a hundred files': formOf(...many(100, () => filePart('x'))),
  'too many fields': formOf(filePart('x'), ...many(200, (index) => fieldPart(`f${index}`, 'y'))),
  'too many parts of no kind': formOf(filePart('x'), ...many(200, () => ({ headers: ['X: y'], body: '' }))),
  'a line break in the name of the field': formOf({
    headers: ['Content-Disposition: form-data; name="fi\rle"; filename="a"'],
    body: 'x',
  }),
};

/** Content types that name no form. */
const WRONG_TYPES: readonly string[] = [
  '',
  'application/json',
  'multipart/mixed; boundary=x',
  'multipart/form-data',
  'text/plain',
];

describe('a hostile form', () => {
  let api: TestApi;
  let ann: Person;
  before(async () => {
    api = createTestApi({ environment: { MAX_UPLOAD_BYTES: '300000', REST_REQUESTS_PER_MINUTE: '100000' } });
    ann = await api.person('Ann');
  });

  const send = (
    bytes: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
    headers: Record<string, string> = FORM_TYPE,
  ) => api.call('POST', '/files', { token: ann.token, bytes, headers });
  const expectNothingKept = (): void => {
    expect([api.ports.files.storedBytes, api.ports.sideEffects.files, api.defects]).to.deep.equal([
      0,
      [],
      [],
    ]);
  };

  for (const [name, body] of Object.entries(WRONG)) {
    it(`(${name}) is refused, and nothing is kept`, async () => {
      // At once, and so slowly that everything before the mistake is done with when it comes.
      for (const chunks of [[body], slowly(body, Math.max(10, body.length / 100))]) {
        const { status, json } = await send(chunks);
        expect([status, json.code], JSON.stringify(json)).to.deep.equal([422, 'invalid']);
        expectNothingKept();
      }
    });
  }

  it('of another type is refused', async () => {
    for (const type of WRONG_TYPES) {
      const { status, headers } = await send([formOf(filePart('x'))], { 'content-type': type });
      expect([status, headers.Accept], type).to.deep.equal([415, 'multipart/form-data']);
    }
    const { status } = await send([formOf(filePart('x'))], { 'content-type': 'multipart/form-data; x=y' });
    expect(status).to.equal(422);
    expectNothingKept();
  });

  it('with headers or a prologue without end is left', async () => {
    const headers = many(10_000, (index) => `X-${index}: ${'y'.repeat(50)}`);
    const long = await send([formOf({ headers, body: 'x' }, filePart('x'))]);
    expect(long.status).to.be.oneOf([413, 422]);
    const prologue = await send(many(200, () => Buffer.alloc(10_000, 'a')));
    expect([prologue.status, prologue.json.code]).to.deep.equal([413, 'too_large']);
    const epilogue = await send([formOf(filePart('x')), ...many(200, () => Buffer.alloc(10_000, 'a'))]);
    expect([epilogue.status, epilogue.json.code]).to.deep.equal([413, 'too_large']);
    expectNothingKept();
  });
});
