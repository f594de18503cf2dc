import type { NetConnectOpts } from 'node:net';

const PORT = 3310;

/** Where to connect, of `unix:///path` or `tcp://host:port`. */
export function clamdAddress(clamdUrl: string): NetConnectOpts {
  const url = new URL(clamdUrl);
  if (url.protocol === 'unix:') return { path: decodeURIComponent(url.pathname) };
  return { host: url.hostname.replace(/^\[|\]$/g, ''), port: Number(url.port || PORT) };
}
