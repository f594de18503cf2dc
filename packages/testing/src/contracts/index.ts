export * from './blob-store-contract.js';
export * from './sample.js';
export * from './sample-file.js';
export * from './store-contracts.js';
export * from './stores-under-test.js';
