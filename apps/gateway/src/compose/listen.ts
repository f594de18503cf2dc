import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** @returns the port, also when 0 asked for a free one. @throws Error that says what to do when the port is taken */
export function listen(
  server: Server,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE';
      reject(
        taken
          ? new Error(`Port ${port} of ${host} is in use. End what listens there or set PORT to another.`)
          : error,
      );
    });
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
}
