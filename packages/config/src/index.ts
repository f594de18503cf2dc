export * from './config-table.js';
export * from './parse-config.js';
export * from './setting.js';
