import { type Connection, createConnection, type mongo } from 'mongoose';
import type { StorageConfig } from '../storage-settings.js';
import type { StorageTracing } from '../storage-tracing.js';
import { followCommands } from './follow-commands.js';
import { TIME_LIMITS_MS } from './time-limits.js';

const DEFAULT_DATABASE = 'crosstalk';

/** The part of a connection string that names a database, if it does. */
const DATABASE_IN_URL = /^mongodb(?:\+srv)?:\/\/[^/]+\/[^?]/;

export interface ConnectionOptions {
  /** Hears of each command that is sent, for who counts or explains them; costs time, so leave it out otherwise. */
  onCommand?(event: mongo.CommandStartedEvent): void;
  readonly tracing?: StorageTracing | undefined;
}

/**
 * Opens one pooled connection. It heals by itself when MongoDB comes back; until then operations fail fast.
 * @throws the driver's error when MongoDB cannot be reached now
 */
export async function openConnection(
  config: StorageConfig,
  options: ConnectionOptions = {},
): Promise<Connection> {
  const connection = createConnection(config.mongodbUrl, {
    ...(DATABASE_IN_URL.test(config.mongodbUrl) ? {} : { dbName: DEFAULT_DATABASE }),
    monitorCommands: options.onCommand !== undefined || options.tracing !== undefined,
    maxPoolSize: config.mongodbPoolSize,
    // Sockets that are open already spare the first sends of a burst the handshakes.
    minPoolSize: Math.min(2, config.mongodbPoolSize),
    connectTimeoutMS: TIME_LIMITS_MS.connect,
    serverSelectionTimeoutMS: TIME_LIMITS_MS.serverSelection,
    waitQueueTimeoutMS: TIME_LIMITS_MS.poolQueue,
    socketTimeoutMS: TIME_LIMITS_MS.socket,
    heartbeatFrequencyMS: 2_000,
    // Durable unless an operation says otherwise: what is acknowledged survives the loss of the primary.
    writeConcern: { w: 'majority', wtimeoutMS: TIME_LIMITS_MS.majority },
    readPreference: 'primary',
    // A buffered command would wait for a connection without end; an error lets the caller retry.
    bufferCommands: false,
    autoIndex: false,
    autoCreate: false,
  });
  try {
    await connection.asPromise();
    connection.getClient().on('commandStarted', (event) => options.onCommand?.(event));
    if (options.tracing) followCommands(connection.getClient(), options.tracing);
    return connection;
  } catch (error) {
    await connection.close(true).catch(() => undefined);
    throw error;
  }
}
