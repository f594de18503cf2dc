import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import { parse } from 'yaml';
import { ROOT, readText } from '../docs/pages.js';
import { demand, findHadolint, type Outcome, runTool } from '../k8s/render/tools.js';
import { contextFiles } from './dockerfile/docker-ignore.js';
import { execForm, readDockerfile, type Stage } from './dockerfile/read-dockerfile.js';
import { copyFiles } from './replay/copy-files.js';

interface Workload {
  readonly spec: {
    readonly template: {
      readonly spec: { readonly containers: readonly { image: string; command: string[] }[] };
    };
  };
}

const MANIFESTS = {
  gateway: 'k8s/base/gateway/deployment.yaml',
  worker: 'k8s/base/worker/deployment.yaml',
  migrate: 'k8s/base/migrate/job.yaml',
};
const TARGETS = ['gateway', 'worker', 'migrate'];
const stages = readDockerfile(readText('deploy/Dockerfile'));

function stage(name: string): Stage {
  const found = stages.find((each) => each.name === name);
  if (!found) throw new Error(`no stage ${name}`);
  return found;
}

/** Arguments of an instruction in a stage and those it is made from, the last one first. */
function texts(name: string, instruction: string): readonly string[] {
  const { base, instructions } = stage(name);
  const own = instructions.filter((each) => each.name === instruction).map(({ text }) => text);
  return [...own.reverse(), ...(base.includes(':') ? [] : texts(base, instruction))];
}

describe('deploy/Dockerfile', () => {
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'crosstalk-dockerfile-'));
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  function lint(context: Mocha.Context, text: string): Outcome {
    const file = join(folder, 'Dockerfile');
    writeFileSync(file, text);
    return runTool(
      demand(context, findHadolint(), 'hadolint'),
      '--no-color',
      '--failure-threshold',
      'style',
      file,
    );
  }

  it('has nothing that hadolint would say', function () {
    const { ok, said } = lint(this, readText('deploy/Dockerfile'));
    expect(ok, said).to.equal(true);
    expect(said).to.equal('');
  });

  it('would be refused with a floating base image', function () {
    const { ok, said } = lint(this, readText('deploy/Dockerfile').replaceAll('24-bookworm-slim', 'latest'));
    expect(ok).to.equal(false);
    expect(said).to.include('DL3007');
  });

  it('has one base image, a long-term release of Node on Debian 12', () => {
    const bases = stages.map(({ base }) => base.replace('--platform=$BUILDPLATFORM ', ''));
    const images = new Set(bases.filter((base) => base.includes(':')));
    expect([...images]).to.deep.equal(['node:24-bookworm-slim']);
  });

  for (const target of TARGETS) {
    it(`ends the target ${target} with another user than root and a command without a shell`, () => {
      expect(texts(target, 'USER')[0]).to.equal('1000:1000');
      const [node = '', program = ''] = execForm(texts(target, 'CMD')[0] ?? '');
      expect(node).to.equal('node');
      expect(existsSync(join(ROOT, program.replace('/dist/', '/src/').replace('.js', '.ts')))).to.equal(true);
      expect(texts(target, 'ENV').join(' ')).to.include('NODE_ENV=production');
      expect(texts(target, 'WORKDIR')).to.deep.equal(['/srv/crosstalk']);
    });

    it(`takes into the target ${target} the stripped tree and nothing else`, () => {
      expect(texts(target, 'COPY')).to.deep.equal(['/srv/crosstalk ./']);
      expect(stage(target).instructions.find(({ name }) => name === 'COPY')?.flags.from).to.equal(
        `${target}-tree`,
      );
      expect(texts(`${target}-tree`, 'RUN')[0]).to.match(/^node deploy\/image\/strip-tree\.mjs /);
    });
  }

  it('has a health check where a process stays, that asks its operations port', () => {
    const check = 'CMD ["node", "deploy/image/healthcheck.mjs"]';
    expect(TARGETS.map((target) => texts(target, 'HEALTHCHECK')[0])).to.deep.equal([check, check, 'NONE']);
    expect(texts('gateway', 'ENV')[0]).to.include('OPS_PORT=9000');
    expect(texts('worker', 'ENV')[0]).to.include('OPS_PORT=9100');
  });

  it('installs and compiles behind the manifests, so that a change of a source installs nothing again', () => {
    const names = stage('build').instructions.map(({ name, text }) => `${name} ${text}`);
    const install = names.findIndex((each) => each.startsWith('RUN npm ci'));
    const sources = names.findIndex((each) => each.startsWith('COPY apps'));
    expect(install).to.be.above(-1);
    expect(sources).to.be.above(install);
  });
});

describe('The manifests of Kubernetes', () => {
  for (const [target, path] of Object.entries(MANIFESTS)) {
    it(`run the image ${target} with its own command`, () => {
      const { spec } = parse(readText(path)) as Workload;
      const [container] = spec.template.spec.containers;
      expect(container?.image).to.equal(`crosstalk-${target}`);
      expect(container?.command).to.deep.equal(execForm(texts(target, 'CMD')[0] ?? ''));
    });
  }
});

describe('What a builder of the images is sent', () => {
  const files = contextFiles(ROOT, readText('.dockerignore'));

  it('has the manifest of every workspace and what the steps copy', () => {
    const wanted = ['package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.base.json'];
    const workspaces = ['apps', 'packages', 'packages/dialects'].flatMap((parent) =>
      readdirSync(join(ROOT, parent))
        .map((name) => `${parent}/${name}/package.json`)
        .filter((path) => existsSync(join(ROOT, path))),
    );
    expect(files).to.include.members([...wanted, ...workspaces, 'deploy/image/healthcheck.mjs']);
  });

  it('has no history, secret, test or result of a build', () => {
    const folders = new Set(files.flatMap((path) => path.split('/').slice(0, -1)));
    expect([...folders]).to.not.include.members(['.git']);
    for (const name of ['.git', '.data', 'node_modules', 'dist', 'test', '.turbo'])
      expect(folders.has(name), name).to.equal(false);
    expect(files.filter((path) => path.includes('.env'))).to.deep.equal([]);
  });
});

describe('The replay of a Dockerfile', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'crosstalk-replay-'));
    for (const path of ['from/a/b/x.txt', 'from/a/c/y.txt', 'from/z.txt']) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), path);
    }
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function copied(text: string, flags: Record<string, string> = {}): readonly string[] {
    const to = join(folder, 'to');
    copyFiles(
      { name: 'COPY', flags, text },
      { source: join(folder, 'from'), target: to, workdir: '/w', link: false },
    );
    return readdirSync(to, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(to.length));
  }

  it('copies the content of a folder, and a file into one', () => {
    expect(copied('a ./')).to.have.members(['/w/b/x.txt', '/w/c/y.txt']);
    expect(copied('z.txt sub/')).to.include('/w/sub/z.txt');
    expect(copied('z.txt /other/name.txt')).to.include('/other/name.txt');
  });

  it('keeps with --parents what stands behind /./', () => {
    expect(copied('/a/./*/x.txt ./', { parents: '' })).to.deep.equal(['/w/b/x.txt']);
    expect(copied('a/*/y.txt z.txt ./', { parents: '' })).to.include.members(['/w/a/c/y.txt', '/w/z.txt']);
  });

  it('refuses what does not exist, and instructions that it does not understand', () => {
    expect(() => copied('missing ./')).to.throw('finds no missing');
    expect(() => readDockerfile('FROM a AS b\nRUN <<EOF\nls\nEOF')).to.throw('not understood');
    expect(() => readDockerfile('FROM a')).to.throw('without a name');
  });

  it('lets the last pattern of .dockerignore that matches decide', () => {
    const sent = contextFiles(join(folder, 'from'), '# a comment\n*\n!a\n**/y.txt\n');
    expect(sent).to.deep.equal(['a/b/x.txt']);
    expect(readFileSync(join(folder, 'from', sent[0] ?? ''), 'utf8')).to.equal('from/a/b/x.txt');
  });
});
