export { dialogs } from './dialect.js';
