export * from './builders/index.js';
export * from './contracts/index.js';
export * from './hostile/index.js';
export * from './memory/index.js';
export * from './servers/index.js';
export * from './tools/index.js';
