export * from './store-contracts.js';
export * from './stores-under-test.js';
