import { expect } from 'chai';
import { describe, it } from 'mocha';
import { html, joined, withCode } from '../src/pages/html.js';
import { schemaText } from '../src/pages/schema-text.js';

describe('html', () => {
  it('escapes whatever is put in, and HTML once only', () => {
    const inner = html`<b>${'<script>"&\''}</b>`;
    expect(inner.html).to.equal('<b>&lt;script&gt;&quot;&amp;&#39;</b>');
    expect(html`<p title="${'"'}">${[inner, 1]}</p>`.html).to.equal(`<p title="&quot;">${inner.html}1</p>`);
  });

  it('escapes what stands between, and between the marks of code', () => {
    expect(joined(['<', html`<i>`], ' & ').html).to.equal('&lt; &amp; <i>');
    expect(withCode('a `<b>` c').html).to.equal('a <code>&lt;b&gt;</code> c');
  });
});

describe('schemaText', () => {
  const textOf = (schema: Parameters<typeof schemaText>[0]): string =>
    schemaText(schema).html.replace(/<[^>]*>/g, '');

  it('writes a schema in the notation of TypeScript', () => {
    const schema = {
      type: 'object',
      required: ['id', 'kind'],
      properties: {
        id: { type: 'integer', minimum: 1, maximum: Number.MAX_SAFE_INTEGER },
        kind: { enum: ['a', 'b'] },
        of: { type: 'array', items: { anyOf: [{ $ref: '#/components/schemas/User' }, { type: 'null' }] } },
        extra: { type: 'object', additionalProperties: { type: 'string' } },
      },
    };
    expect(textOf(schema)).to.equal(`{
  id: integer, // from 1
  kind: &quot;a&quot; | &quot;b&quot;,
  of?: (User | null)[],
  extra?: {
    [key: string]: string,
  },
}`);
  });

  it('writes constants, pairs and what is passed on unread', () => {
    expect(textOf({ const: 'x' })).to.equal('&quot;x&quot;');
    expect(textOf({ type: 'array', items: [{ type: 'integer' }, { type: 'string' }] })).to.equal(
      '[integer, string]',
    );
    expect(textOf({})).to.equal('any JSON');
  });
});
