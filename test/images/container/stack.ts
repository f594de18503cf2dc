import { cpSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { freePort } from '@crosstalk/testing';
import { ROOT } from '../../docs/pages.js';
import { type ComposeFile, madeEnvironment, readCompose, type Service } from '../compose/compose-file.js';
import type { Image } from '../replay/image.js';
import { openWorkshop, type Workshop } from '../replay/open-workshop.js';
import { Container } from './container.js';
import { Databases } from './databases.js';

type Target = 'gateway' | 'worker' | 'migrate';

/** What the compose file runs of ours, without an engine: its images, its commands and environments, its databases. */
export class Stack {
  readonly images: Readonly<Record<Target, Image>>;
  readonly #compose: ComposeFile;
  readonly #databases: Databases;
  readonly #workshop: Workshop;
  readonly #containers: Container[] = [];

  private constructor(
    compose: ComposeFile,
    databases: Databases,
    made: Pick<Stack, 'images'> & { workshop: Workshop },
  ) {
    this.#compose = compose;
    this.#databases = databases;
    this.images = made.images;
    this.#workshop = made.workshop;
  }

  static async build(): Promise<Stack> {
    const compose = readCompose(madeEnvironment('http://chat.example.com'));
    const { CROSSTALK_REPLAY_BUILD } = process.env;
    const workshop = openWorkshop(CROSSTALK_REPLAY_BUILD === '1');
    const { builder } = workshop;
    const images = {
      gateway: await builder.image('gateway'),
      worker: await builder.image('worker'),
      migrate: await builder.image('migrate'),
    };
    return new Stack(compose, await Databases.start(compose), { images, workshop });
  }

  /** Starts a service with ports of this machine. */
  async up(name: string, environment: Readonly<Record<string, string>> = {}): Promise<Container> {
    const service = this.#compose.services[name];
    if (!service) throw new Error(`there is no service ${name}`);
    const image = this.#imageOf(service);
    mount(service, image);
    const own = {
      ...this.#databases.reach(service.environment ?? {}),
      HOST: '127.0.0.1',
      PORT: `${await freePort()}`,
      OPS_PORT: `${await freePort()}`,
      ...environment,
    };
    const container = new Container(image, own, service.command ?? image.command);
    this.#containers.push(container);
    return container;
  }

  async remove(): Promise<void> {
    await Promise.all(this.#containers.map((container) => container.kill()));
    await this.#databases.remove();
    this.#workshop.remove();
  }

  #imageOf({ image }: Service): Image {
    const target = /^crosstalk-(\w+):/.exec(image)?.[1] as Target | undefined;
    if (!target) throw new Error(`${image} is not made here`);
    return this.images[target];
  }
}

/** Copies what the engine would mount over the tree. */
function mount({ volumes = [] }: Service, { root }: Image): void {
  for (const volume of volumes) {
    const [source = '', target = ''] = volume.split(':');
    mkdirSync(dirname(join(root, target)), { recursive: true });
    cpSync(join(ROOT, 'deploy', source), join(root, target), { recursive: true });
  }
}
