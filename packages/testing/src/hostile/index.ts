export * from './harmless-texts.js';
export * from './hostile-frames.js';
export * from './hostile-requests.js';
export * from './hostile-values.js';
