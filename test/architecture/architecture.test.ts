import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { type Box, packageOf, readBoxes, type SourceFile } from './source-tree.js';

/** What each box may import beside its own files and, where `node` is true, Node's own modules. */
const ALLOWED: Readonly<Record<string, { readonly imports: readonly string[]; readonly node: boolean }>> = {
  domain: { imports: [], node: false },
  config: { imports: ['zod'], node: false },
  'dialect-kit': { imports: ['@crosstalk/domain', 'zod'], node: false },
  dialect: { imports: ['@crosstalk/domain', '@crosstalk/dialect-kit', 'zod'], node: true },
  'api-docs': { imports: ['@crosstalk/domain', '@crosstalk/dialect-kit', 'zod'], node: false },
  rest: {
    imports: [
      '@crosstalk/domain',
      '@crosstalk/dialect-kit',
      '@crosstalk/config',
      '@fastify/busboy',
      'yazl',
      'zod',
    ],
    node: true,
  },
  storage: { imports: ['@crosstalk/domain', '@crosstalk/config', 'mongoose', 'zod'], node: true },
  'object-storage': {
    imports: ['@crosstalk/domain', '@crosstalk/config', '@aws-sdk/client-s3', '@aws-sdk/lib-storage'],
    node: true,
  },
  cluster: {
    imports: [
      '@crosstalk/domain',
      '@crosstalk/config',
      'ioredis',
      'socket.io',
      'socket.io-adapter',
      '@socket.io/redis-adapter',
      'zod',
    ],
    node: true,
  },
  jobs: { imports: ['@crosstalk/domain', '@crosstalk/config', 'bullmq', 'ioredis', 'zod'], node: true },
  identity: {
    imports: ['@crosstalk/domain', '@crosstalk/config', 'jose', '@node-rs/argon2', 'zod'],
    node: true,
  },
  media: { imports: ['@crosstalk/config', 'sharp', 'file-type', 'zod'], node: true },
  telemetry: {
    imports: ['@crosstalk/domain', '@crosstalk/config', 'pino', 'prom-client', 'zod'],
    node: true,
  },
  tracing: {
    imports: [
      '@crosstalk/domain',
      '@crosstalk/config',
      '@opentelemetry/api',
      '@opentelemetry/exporter-trace-otlp-http',
      '@opentelemetry/resources',
      '@opentelemetry/sdk-trace',
      'zod',
    ],
    node: true,
  },
  'safe-fetch': { imports: [], node: true },
  outbound: {
    imports: [
      '@crosstalk/domain',
      '@crosstalk/config',
      '@crosstalk/safe-fetch',
      'htmlparser2',
      'nodemailer',
      'web-push',
      'zod',
    ],
    node: true,
  },
  testing: { imports: ['@crosstalk/domain', 'mocha', 'chai', 'mongodb'], node: true },
  doctor: { imports: ['ws'], node: true },
  'dev-stack': { imports: ['mongodb', 'mongodb-memory-server-core'], node: true },
};

const boxes = readBoxes();

function ruleOf(box: Box): (typeof ALLOWED)[string] | undefined {
  if (box.folder.startsWith('packages/dialects/')) return ALLOWED.dialect;
  return ALLOWED[box.name.replace('@crosstalk/', '')];
}

function foreignImports(file: SourceFile): readonly string[] {
  return file.imports.filter((specifier) => !specifier.startsWith('.'));
}

describe('Architecture', () => {
  it('finds every box, so that the rules below are about something', () => {
    expect(boxes.length).to.be.at.least(15);
    expect(boxes.flatMap((box) => box.files).length).to.be.above(150);
  });

  for (const box of boxes.filter((each) => !each.folder.startsWith('apps/'))) {
    it(`${box.folder} imports only what the dependency table allows`, () => {
      const rule = ruleOf(box);
      expect(rule, `${box.folder} has no row in the table`).to.not.equal(undefined);
      const offences = box.files.flatMap((file) =>
        foreignImports(file)
          .filter((specifier) =>
            specifier.startsWith('node:') ? !rule?.node : !rule?.imports.includes(packageOf(specifier)),
          )
          .map((specifier) => `${file.path} → ${specifier}`),
      );
      expect(offences).to.deep.equal([]);
    });
  }

  for (const box of boxes) {
    it(`${box.folder} declares exactly what it imports`, () => {
      const imported = new Set(
        box.files
          .flatMap(foreignImports)
          .filter((name) => !name.startsWith('node:'))
          .map(packageOf),
      );
      // Test libraries of the contracts come from the root, which every test shares.
      if (box.folder === 'packages/testing') for (const name of ['mocha', 'chai']) imported.delete(name);
      expect([...imported].sort()).to.deep.equal([...box.dependencies].sort());
    });
  }

  it('lets no app import another app', () => {
    const offences = boxes
      .flatMap((box) => box.files)
      .filter((file) =>
        file.imports.some((name) => name === '@crosstalk/gateway' || name === '@crosstalk/worker'),
      );
    expect(offences.map((file) => file.path)).to.deep.equal([]);
  });

  it('has no import cycle between files', () => {
    expect(findCycle(boxes.flatMap((box) => box.files))).to.deep.equal([]);
  });

  it('reads the environment in composition roots and the dev stack only', () => {
    const offences = boxes
      .filter(
        (box) =>
          !box.folder.startsWith('apps/') &&
          box.folder !== 'packages/dev-stack' &&
          box.folder !== 'packages/testing',
      )
      .flatMap((box) => box.files)
      .filter((file) => file.text.includes('process.env'));
    expect(offences.map((file) => file.path)).to.deep.equal([]);
  });

  it('keeps source files small', () => {
    const lengths = boxes
      .flatMap((box) => box.files)
      .map((file) => ({ path: file.path, lines: file.text.split('\n').length - 1 }));
    expect(lengths.filter(({ lines }) => lines > 300)).to.deep.equal([]);
    const sorted = lengths.map(({ lines }) => lines).sort((a, b) => a - b);
    expect(sorted[Math.floor(sorted.length / 2)]).to.be.at.most(80);
    expect(sorted[Math.floor(sorted.length * 0.9)]).to.be.at.most(200);
  });
});

/** Paths of the files of one cycle, or nothing. Type-only imports count: a cycle of types is still a knot. */
function findCycle(files: readonly SourceFile[]): readonly string[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]): readonly string[] => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path];
    if (done.has(path)) return [];
    for (const specifier of byPath.get(path)?.imports.filter((name) => name.startsWith('.')) ?? []) {
      const cycle = visit(join(dirname(path), specifier).replace(/\.js$/, '.ts'), [...trail, path]);
      if (cycle.length > 0) return cycle;
    }
    done.add(path);
    return [];
  };
  return [...byPath.keys()].map((path) => visit(path, [])).find((cycle) => cycle.length > 0) ?? [];
}
