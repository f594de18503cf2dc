export { casamsa } from './dialect.js';
