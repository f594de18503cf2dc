export { fsego } from './dialect.js';
