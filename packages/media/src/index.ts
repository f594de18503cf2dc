export { inspectFile, type RealType } from './inspect-file.js';
export { MediaRejection } from './media-rejection.js';
export * from './media-result.js';
export * from './media-settings.js';
export { type FileToProcess, processFile } from './process-file.js';
export { ScannerUnavailable } from './scan/scanner-unavailable.js';
