export { type DocsPage, docsPages, documentText } from './docs-pages.js';
export { SWAGGER_PATH } from './pages/openapi-page.js';
