import type { VirtualUser } from './virtual-user.js';

/**
 * Calls back when the connection ends, whoever ends it.
 *
 * The engines' own listeners for errors are taken off: they would end the scenario, which has begun already, a second time.
 */
export function watchConnection({ ws, sockets }: VirtualUser, closed: (code: string) => void): void {
  if (ws) {
    ws.removeAllListeners('error');
    ws.on('error', () => undefined);
    ws.on('close', (code: number) => closed(`closed ${code}`));
  }
  const socket = sockets?.[''];
  socket?.off('connect_error').off('error');
  socket?.on('disconnect', (reason) => closed(reason));
}
