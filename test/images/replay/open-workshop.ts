import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ROOT, readText } from '../../docs/pages.js';
import { contextFiles } from '../dockerfile/docker-ignore.js';
import { readDockerfile } from '../dockerfile/read-dockerfile.js';
import { ImageBuilder } from './image-builder.js';

export interface Workshop {
  readonly builder: ImageBuilder;
  remove(): void;
}

/**
 * A builder of `deploy/Dockerfile`. The stage `build` is what `npm test` has built in this clone, unless `replayBuild`: the compiler was
 * run just before, and packages for it would be installed a second time.
 */
export function openWorkshop(replayBuild = false): Workshop {
  const workshop = mkdtempSync(join(tmpdir(), 'crosstalk-images-'));
  // Another user runs what is made here.
  chmodSync(workshop, 0o755);
  const context = join(workshop, 'context');
  for (const path of contextFiles(ROOT, readText('.dockerignore'))) copyStrictly(path, context);
  const built = join(workshop, 'built');
  mkdirSync(join(built, 'srv'), { recursive: true });
  symlinkSync(ROOT, join(built, 'srv/crosstalk'));
  const builder = new ImageBuilder({
    stages: readDockerfile(readText('deploy/Dockerfile')),
    context,
    workshop,
    standIns: replayBuild ? {} : { build: built },
  });
  return { builder, remove: () => rmSync(workshop, { recursive: true, force: true }) };
}

/** As it lies on the disk of somebody with the mask 077, whose files no other user may read. */
function copyStrictly(path: string, context: string): void {
  const target = join(context, path);
  mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
  copyFileSync(join(ROOT, path), target);
  chmodSync(target, 0o600);
}
