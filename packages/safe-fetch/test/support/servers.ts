import type { RequestListener } from 'node:http';
import { afterEach } from 'mocha';
import { serve, type WebServer } from './web-server.js';

/** Starts servers that end with the test. Called in a `describe`. */
export function servers(): (
  handler: RequestListener,
  create?: Parameters<typeof serve>[1],
) => Promise<WebServer> {
  const running: WebServer[] = [];
  afterEach(async () => {
    await Promise.all(running.splice(0).map((server) => server.close()));
  });
  return async (handler, create) => {
    const server = await serve(handler, create);
    running.push(server);
    return server;
  };
}
