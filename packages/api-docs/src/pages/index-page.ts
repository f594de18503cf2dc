import type { Dialect } from '@crosstalk/dialect-kit';
import { framePage } from './frame-page.js';
import { html } from './html.js';

/** What there is to read. */
export function docsIndexPage(dialects: readonly Dialect[]): string {
  const rows = dialects.map(({ name, transport }) => {
    const kind = transport.kind === 'socket.io' ? 'Socket.IO' : 'WebSocket';
    const paths = transport.kind === 'socket.io' ? [transport.path] : transport.paths;
    return html`<tr><td><a href="/docs/asyncapi/${name}">${name}</a></td><td>${kind}</td><td>${paths.map(
      (path) => html`<code>${path}</code> `,
    )}</td><td><a href="/docs/asyncapi/${name}.json">AsyncAPI</a></td></tr>`;
  });
  return framePage(
    'Crosstalk: documentation',
    html`<main class="doc"><h1>Crosstalk: documentation</h1>
<p>Everything here is made of the schemas that this server validates with.</p>
<table><thead><tr><th>API</th><th>Transport</th><th>Path</th><th>Document</th></tr></thead><tbody>
${rows}
<tr><td><a href="/docs/openapi">REST</a></td><td>HTTP</td><td><code>/api/v1</code></td><td><a href="/api/v1/openapi.json">OpenAPI</a></td></tr>
</tbody></table>
<p><a href="/docs/errors">Errors</a>: the codes behind every API.</p></main>`,
  );
}
