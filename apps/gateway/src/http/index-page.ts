import type { Dialect } from '@crosstalk/dialect-kit';

/** What a person sees at `/`: which doors this cluster has. */
export function indexPage(dialects: readonly Dialect[]): string {
  const rows = dialects.map(({ name, transport }) => {
    const kind = transport.kind === 'socket.io' ? 'Socket.IO' : 'WebSocket';
    const paths = transport.kind === 'socket.io' ? [transport.path] : transport.paths;
    return `<tr><td>${name}</td><td>${kind}</td><td>${paths.map((path) => `<code>${path}</code>`).join(' ')}</td></tr>`;
  });
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Crosstalk</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:42rem;margin:3rem auto;padding:0 1rem;color:#1b1f24}
table{border-collapse:collapse}td,th{padding:.3rem 1rem .3rem 0;text-align:left;border-bottom:1px solid #d8dee4}code{background:#f3f4f6;padding:.1rem .3rem}</style>
</head>
<body>
<h1>Crosstalk</h1>
<p>This node is running. People on every API below share the same rooms.</p>
<table><thead><tr><th>Dialect</th><th>Transport</th><th>Path</th></tr></thead><tbody>${rows.join('')}</tbody></table>
<p><a href="/docs">Documentation</a>: every API, REST and the errors.</p>
</body>
</html>
`;
}
