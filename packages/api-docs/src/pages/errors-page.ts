import { ERROR_CODES, ERROR_KINDS } from '@crosstalk/domain';
import { framePage } from './frame-page.js';
import { html } from './html.js';

/** Every error code of the domain with what it means to the caller. */
export function errorsPage(): string {
  const rows = ERROR_CODES.map((code) => {
    const { httpStatus, retryable, meaning } = ERROR_KINDS[code];
    return html`<tr><td><code>${code}</code></td><td>${httpStatus}</td><td>${retryable ? 'yes' : 'no'}</td><td>${meaning}</td></tr>\n`;
  });
  return framePage(
    'Crosstalk: errors',
    html`<main class="doc"><p><a href="/docs">Documentation</a></p>
<h1>Errors</h1>
<p>Every request fails with one of these codes. A wire API may have words of its own for them; REST answers the status.
«Again»: whether the same request may succeed later without a change.</p>
<table><thead><tr><th>Code</th><th>HTTP</th><th>Again</th><th>Meaning</th></tr></thead><tbody>
${rows}</tbody></table></main>`,
  );
}
