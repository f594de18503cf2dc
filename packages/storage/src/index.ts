export { connectStorage, type Storage, type StorageOptions } from './connect-storage.js';
export type { CommandObserver, ObservedCommand } from './connection/observe-commands.js';
export type { Stores } from './create-stores.js';
export type { MigrateOptions } from './migrations/migrate.js';
export { type StorageConfig, storageSettings } from './storage-settings.js';
