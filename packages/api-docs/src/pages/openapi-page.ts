import { framePage } from './frame-page.js';
import { html } from './html.js';

/** Where the files of Swagger UI are served. */
export const SWAGGER_PATH = '/docs/swagger-ui';

const START_PATH = '/docs/swagger-start.js';

/** Swagger UI over the OpenAPI document. Its validator badge would send the address of the document to a stranger. */
export const swaggerStart = {
  path: START_PATH,
  script: `SwaggerUIBundle({ url: '/api/v1/openapi.json', dom_id: '#swagger', validatorUrl: null });\n`,
};

export function openApiPage(): string {
  return framePage(
    'Crosstalk: REST',
    html`<p><a href="/docs">Documentation</a></p>
<div id="swagger"></div>`,
    html`<link rel="stylesheet" href="${SWAGGER_PATH}/swagger-ui.css">
<script src="${SWAGGER_PATH}/swagger-ui-bundle.js" defer></script>
<script src="${START_PATH}" defer></script>`,
  );
}
