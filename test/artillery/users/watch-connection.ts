import type { VirtualUser } from './virtual-user.js';

/** Calls back when the connection ends, whoever ends it. */
export function watchConnection({ ws, sockets }: VirtualUser, closed: (code: string) => void): void {
  if (ws) {
    // The engine's own listener would begin the scenario a second time.
    ws.removeAllListeners('error');
    ws.on('error', () => undefined);
    ws.on('close', (code: number) => closed(`closed ${code}`));
  }
  sockets?.['']?.on('disconnect', (reason) => closed(reason));
}
