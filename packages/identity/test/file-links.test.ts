import type { FileId } from '@crosstalk/domain';
import { createFileLinks } from '@crosstalk/identity';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { type ManualClock, manualClock } from './manual-clock.js';

const FILE = 5 as FileId;
const CONTENT = { fileId: FILE, part: 'content' } as const;

function setUp(clock: ManualClock, secret = 'one', ...accepted: string[]) {
  const links = createFileLinks({
    secrets: [secret, ...accepted],
    publicUrl: 'https://chat.example',
    ttlSeconds: 3_600,
    clock,
  });
  const parts = () => {
    const { searchParams } = new URL(links.urlFor(FILE));
    return { expires: String(searchParams.get('expires')), signature: String(searchParams.get('signature')) };
  };
  return { links, parts };
}

describe('links of files', () => {
  it('are absolute, and the same for an hour, so that browsers can cache what they show', () => {
    const clock = manualClock();
    const { links } = setUp(clock);
    const url = links.urlFor(FILE);
    expect(url).to.match(
      /^https:\/\/chat\.example\/api\/v1\/files\/5\/content\?expires=\d+&signature=[\w-]{43}$/,
    );
    clock.advance(3_599_000);
    expect(links.urlFor(FILE)).to.equal(url);
    clock.advance(1_000);
    expect(links.urlFor(FILE)).not.to.equal(url);
  });

  it('are good for at least an hour and at most two', () => {
    const clock = manualClock();
    clock.advance(3_599_000);
    const { links, parts } = setUp(clock);
    const { expires, signature } = parts();
    clock.advance(3_600_000);
    expect(links.verify(CONTENT, { expires, signature })).to.equal(true);
    clock.advance(1_000);
    expect(links.verify(CONTENT, { expires, signature })).to.equal(false);
  });

  it('open no other file, last no longer, and need the secret', () => {
    const clock = manualClock();
    const { links, parts } = setUp(clock);
    const { expires, signature } = parts();
    expect(links.verify(CONTENT, { expires, signature })).to.equal(true);
    expect(links.verify({ ...CONTENT, fileId: 6 as FileId }, { expires, signature })).to.equal(false);
    expect(links.verify(CONTENT, { expires: String(Number(expires) + 1), signature })).to.equal(false);
    expect(links.verify({ ...CONTENT, part: 'thumbnail' }, { expires, signature })).to.equal(false);
    const small = new URL(links.urlFor(FILE, 'thumbnail'));
    expect(small.pathname).to.equal('/api/v1/files/5/thumbnail');
    const given = { expires, signature: String(small.searchParams.get('signature')) };
    expect(links.verify({ ...CONTENT, part: 'thumbnail' }, given)).to.equal(true);
    expect(links.verify(CONTENT, given)).to.equal(false);
    expect(setUp(clock, 'two').links.verify(CONTENT, { expires, signature })).to.equal(false);
  });

  it('are signed with the first secret and accepted with any', () => {
    const clock = manualClock();
    const { parts } = setUp(clock, 'one');
    expect(setUp(clock, 'two', 'one').links.verify(CONTENT, parts())).to.equal(true);
    expect(setUp(clock, 'one', 'two').links.verify(CONTENT, setUp(clock, 'two', 'one').parts())).to.equal(
      true,
    );
    expect(setUp(clock, 'two').links.verify(CONTENT, parts())).to.equal(false);
  });

  it('are refused, not failed on, when they are garbage', () => {
    const { links, parts } = setUp(manualClock());
    const { expires, signature } = parts();
    for (const bad of ['', 'x', `${signature}A`, signature.slice(1), '\uD800'.repeat(43), '='.repeat(43)]) {
      expect(links.verify(CONTENT, { expires, signature: bad }), bad).to.equal(false);
    }
    for (const bad of ['', '-1', '1e9', '9'.repeat(400), `${expires} `]) {
      expect(links.verify(CONTENT, { expires: bad, signature }), bad).to.equal(false);
    }
  });
});
