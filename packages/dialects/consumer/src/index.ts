export { consumer } from './dialect.js';
