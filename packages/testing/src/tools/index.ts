export * from './describe-with.js';
export * from './tool-path.js';
