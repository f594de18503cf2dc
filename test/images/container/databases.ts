import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, OwnProcess, OwnRedis } from '@crosstalk/testing';
import type { ComposeFile, Service } from '../compose/compose-file.js';

/** MongoDB and two Redis, started by the commands of the compose file on ports of this machine. */
export class Databases {
  readonly #mongod: OwnProcess;
  readonly #redis: OwnRedis;
  readonly #queue: OwnRedis;

  private constructor(mongod: OwnProcess, redis: OwnRedis, queue: OwnRedis) {
    this.#mongod = mongod;
    this.#redis = redis;
    this.#queue = queue;
  }

  static async start({ services }: ComposeFile): Promise<Databases> {
    const mongod = new OwnProcess('CROSSTALK_MONGOD', await freePort());
    await mongod.start(mongodOptions(services.mongodb, mongod), /"Waiting for connections"/);
    const [redis, queue] = await Promise.all(
      [services.redis, services['redis-queue']].map((service) =>
        OwnRedis.start(...(service?.command ?? []).slice(1)),
      ),
    );
    if (!redis || !queue) throw new Error('no Redis');
    return new Databases(mongod, redis, queue);
  }

  /** The environment with addresses of this machine in place of the names of services. */
  reach(environment: Readonly<Record<string, string>>): Record<string, string> {
    const places = {
      'mongodb:27017': this.#mongod.port,
      'redis:6379': this.#redis.port,
      'redis-queue:6379': this.#queue.port,
    };
    const moved = Object.entries(environment).map(([name, value]) => [
      name,
      Object.entries(places).reduce(
        (text, [place, port]) => text.replaceAll(place, `127.0.0.1:${port}`),
        value,
      ),
    ]);
    return Object.fromEntries(moved) as Record<string, string>;
  }

  async remove(): Promise<void> {
    await Promise.all([this.#mongod, this.#redis, this.#queue].map((each) => each.remove()));
  }
}

/** Of `bash -c "… /tmp/key && exec mongod …"`, with a folder and a port of the test's own. */
function mongodOptions(service: Service | undefined, { folder, port }: OwnProcess): readonly string[] {
  const [, options = ''] = service?.command?.at(-1)?.split('exec mongod ') ?? [];
  const key = join(folder, 'key');
  writeFileSync(key, service?.environment?.MONGODB_KEY ?? '');
  chmodSync(key, 0o600);
  const place = ['--dbpath', folder, '--port', `${port}`, '--bind_ip', '127.0.0.1', '--oplogSize', '64'];
  return [
    ...options.replace('/tmp/key', key).replace('--bind_ip_all', '').split(/\s+/).filter(Boolean),
    ...place,
  ];
}
