import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseConfig } from '@crosstalk/config';
import { type MediaConfig, type MediaResult, mediaSettings, processFile } from '@crosstalk/media';

/** The settings of a worker without configuration. */
export const DEFAULTS: MediaConfig = parseConfig(mediaSettings, {});

export interface Options {
  readonly declaredType?: string;
  readonly settings?: Partial<MediaConfig>;
  readonly signal?: AbortSignal;
}

/** A folder of one test file, in which uploads are processed. */
export class Workbench {
  readonly folder: string;
  #files = 0;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async open(): Promise<Workbench> {
    return new Workbench(await mkdtemp(join(tmpdir(), 'crosstalk-media-')));
  }

  /** A file with these bytes. Its name says nothing true. */
  async write(bytes: Uint8Array | string): Promise<string> {
    const path = join(this.folder, `upload-${++this.#files}.png`);
    await writeFile(path, bytes);
    return path;
  }

  async process(bytes: Uint8Array | string, options: Options = {}): Promise<MediaResult> {
    return this.processPath(await this.write(bytes), options);
  }

  async processPath(path: string, options: Options = {}): Promise<MediaResult> {
    const workFolder = join(this.folder, `work-${++this.#files}`);
    await mkdir(workFolder);
    const settings = { ...DEFAULTS, ...options.settings };
    return processFile({ ...options, path, workFolder, settings });
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }
}
