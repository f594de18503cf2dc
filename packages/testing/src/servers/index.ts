export * from './free-port.js';
export * from './own-mongod.js';
export * from './own-process.js';
export * from './own-redis.js';
