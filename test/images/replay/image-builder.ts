import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { execForm, type Instruction, type Stage } from '../dockerfile/read-dockerfile.js';
import { copyFiles } from './copy-files.js';
import type { Image } from './image.js';
import { runStep } from './run-step.js';

const SYSTEM_STEP = /^apt-get /;

export interface BuilderOptions {
  readonly stages: readonly Stage[];
  /** The build context, as the builder is sent it. */
  readonly context: string;
  /** Takes a folder for each stage. */
  readonly workshop: string;
  /** Folders that stand for `/` of stages which are not replayed. */
  readonly standIns: Readonly<Record<string, string>>;
}

/** Takes the steps of a Dockerfile in folders, without an engine. */
export class ImageBuilder {
  readonly #options: BuilderOptions;
  readonly #images = new Map<string, Promise<Image>>();

  constructor(options: BuilderOptions) {
    this.#options = options;
  }

  /** The image of a stage; each stage is made once. */
  image(name: string): Promise<Image> {
    const made = this.#images.get(name) ?? this.#make(name);
    this.#images.set(name, made);
    return made;
  }

  async #make(name: string): Promise<Image> {
    const stage = this.#options.stages.find((each) => each.name === name);
    if (!stage) throw new Error(`the Dockerfile has no stage ${name}`);
    const root = join(this.#options.workshop, name);
    mkdirSync(root, { recursive: true, mode: 0o755 });
    let image = await this.#from(stage.base, root);
    for (const instruction of stage.instructions) image = await this.#step(image, instruction);
    return image;
  }

  async #from(base: string, root: string): Promise<Image> {
    if (base.includes(':')) return { ...SCRATCH, root };
    const image = await this.image(base);
    cpSync(image.root, root, { recursive: true, verbatimSymlinks: true });
    return { ...image, root };
  }

  async #step(image: Image, { name, flags, text }: Instruction): Promise<Image> {
    switch (name) {
      case 'WORKDIR':
        mkdirSync(join(image.root, text), { recursive: true, mode: 0o755 });
        return { ...image, workdir: text };
      case 'ENV':
        return { ...image, environment: { ...image.environment, ...pairs(text) } };
      case 'USER':
        return { ...image, user: text };
      case 'CMD':
        return { ...image, command: execForm(text) };
      case 'HEALTHCHECK':
        return { ...image, healthcheck: text === 'NONE' ? [] : execForm(text.replace(/^CMD\s+/, '')) };
      case 'STOPSIGNAL':
        return { ...image, stopSignal: text as NodeJS.Signals };
      case 'COPY':
        copyFiles(
          { name, flags, text },
          {
            source: await this.#source(flags.from),
            target: image.root,
            workdir: image.workdir,
            link: flags.from !== undefined && !(flags.from in this.#options.standIns),
          },
        );
        return image;
      case 'RUN':
        if (SYSTEM_STEP.test(text)) return { ...image, leftOut: [...image.leftOut, text] };
        await runStep(image, text);
        return image;
      case 'ARG':
      case 'LABEL':
      case 'EXPOSE':
        return image;
      default:
        throw new Error(`the replay does not know ${name}`);
    }
  }

  async #source(from: string | undefined): Promise<string> {
    if (from === undefined) return this.#options.context;
    return this.#options.standIns[from] ?? (await this.image(from)).root;
  }
}

const SCRATCH: Omit<Image, 'root'> = {
  workdir: '/',
  environment: {},
  user: '0',
  command: [],
  healthcheck: [],
  stopSignal: 'SIGTERM',
  leftOut: [],
};

/** `NAME=value NAME="other value"` */
function pairs(text: string): Record<string, string> {
  const found = text.matchAll(/(\w+)=(?:"([^"]*)"|(\S+))/g);
  return Object.fromEntries([...found].map(([, name, quoted, bare]) => [name, quoted ?? bare ?? '']));
}
