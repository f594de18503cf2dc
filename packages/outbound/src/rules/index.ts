/** @module What a gateway needs of this package; loads no library that sends anything. */
export * from './create-outbound.js';
export * from './outbound-settings.js';
export * from './url-refusal.js';
export * from './vapid-keys.js';
export * from './webhook-secret.js';
