export * from './addresses/allow-list.js';
export * from './addresses/is-public-address.js';
export * from './create-safe-fetch.js';
export * from './safe-fetch-error.js';
export * from './safe-request.js';
export * from './target/dns-resolve.js';
