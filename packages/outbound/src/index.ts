/** @module What the worker sends and reads outside the cluster. */
export * from './mail/create-mailer.js';
export * from './notify-settings.js';
export * from './previews/create-page-reader.js';
export * from './previews/read-page.js';
export * from './push/create-push-sender.js';
export * from './rules/index.js';
export type { SendOutcome } from './send-outcome.js';
export * from './webhooks/create-webhook-sender.js';
