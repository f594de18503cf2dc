import { readFile, writeFile } from 'node:fs/promises';
import { apiDocument, routes } from '@crosstalk/rest';
import { expect } from 'chai';
import { describe, it } from 'mocha';

const COPY = new URL('../../../docs/generated/openapi.json', import.meta.url);

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly responses: object;
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: object };
}

const text = `${JSON.stringify(apiDocument(), null, 2)}\n`;
const document = JSON.parse(text) as Document;
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

describe('the OpenAPI document', () => {
  it('has every route, and each under a name of its own', () => {
    const shown = operations.map(
      ({ path, method }) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`,
    );
    expect(shown).to.have.members(routes.map(({ method, path }) => `${method} ${path}`));
    expect(new Set(operations.map(({ operation }) => operation.operationId)).size).to.equal(
      operations.length,
    );
  });

  it('declares every parameter that a path has', () => {
    for (const { path, operation } of operations) {
      const inPath = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path');
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(
        inPath.map(({ name }) => name),
        path,
      ).to.have.members(named);
    }
  });

  it('refers to nothing that is not in it', () => {
    for (const [, reference = ''] of text.matchAll(/"\$ref": "#\/([^"]+)"/g)) {
      const target = reference
        .split('/')
        .reduce<unknown>((node, key) => (node as Record<string, unknown>)?.[key], document);
      expect(target, reference).to.be.an('object');
    }
    expect(text).not.to.contain('$defs').and.not.to.contain('__shared');
  });

  it('is the same as its copy under docs/generated (UPDATE_GENERATED=1 writes it)', async () => {
    if (process.env.UPDATE_GENERATED === '1') await writeFile(COPY, text);
    expect(text).to.equal(await readFile(COPY, 'utf8'));
  });
});
