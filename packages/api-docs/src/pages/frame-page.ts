import { type Html, html } from './html.js';

export const STYLE_PATH = '/docs/style.css';

/** A whole page. Its only style sheet and every script are files of this server: the policy lets nothing else in. */
export function framePage(title: string, body: Html, head: Html = html``): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${STYLE_PATH}">${head}
</head>
<body>
${body}
</body>
</html>
`.html;
}
