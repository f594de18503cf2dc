export * from './builders/index.js';
export * from './memory/index.js';
