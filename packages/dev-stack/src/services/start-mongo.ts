import { rm } from 'node:fs/promises';
import { checkMongoVersion } from '../data/mongo-version-stamp.js';
import type { FoundBinary } from '../resolve/resolve-step.js';
import { ensurePrimary } from './ensure-primary.js';
import { explainMongoEnd } from './explain-mongo-end.js';
import type { RunningService } from './service.js';
import type { ServiceRequest } from './service-request.js';
import { startServer } from './start-server.js';

const HOST = '127.0.0.1';
const OPLOG_MEBIBYTES = 512;
const CACHE_GIBIBYTES = 0.5;

/**
 * Runs mongod as a replica set of one member on 127.0.0.1, so that transactions and change streams work.
 *
 * The URL names no database.
 *
 * @throws StackError when the folder belongs to another release, is damaged or in use.
 */
export async function startMongo(
  binary: Pick<FoundBinary, 'path' | 'version'>,
  request: ServiceRequest,
): Promise<RunningService> {
  const { folder, log, port, watchdog } = request;
  await checkMongoVersion(folder, binary.version);
  await rm(log, { force: true });
  return startServer({
    name: 'mongod',
    binary: binary.path,
    arguments: mongoArguments(request),
    url: `mongodb://${HOST}:${port}/?replicaSet=rs0&directConnection=true`,
    log,
    watchdog,
    probe: () => ensurePrimary(HOST, port),
    explain: (text, exitCode) => explainMongoEnd({ folder, port, text, exitCode, version: binary.version }),
  });
}

function mongoArguments({ folder, log, port }: ServiceRequest): string[] {
  const place = ['--dbpath', folder, '--logpath', log, '--bind_ip', HOST, '--port', String(port)];
  const size = ['--oplogSize', String(OPLOG_MEBIBYTES), '--wiredTigerCacheSizeGB', String(CACHE_GIBIBYTES)];
  const parameters = [
    'diagnosticDataCollectionEnabled=false',
    'shutdownTimeoutMillisForSignaledShutdown=500',
  ];
  const set = parameters.flatMap((parameter) => ['--setParameter', parameter]);
  return [...place, '--replSet', 'rs0', '--nounixsocket', ...size, ...set];
}
