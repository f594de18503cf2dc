/**
 * @module The one place that reaches into `ws` and `engine.io` to write frames that are framed already. Both do the same inside
 * (engine.io's `wsPreEncodedFrame`); `test/pre-framed.test.ts` fails when an upgrade changes it.
 */
import type { Socket as TcpSocket } from 'node:net';
import type { Socket as EngineSocket } from 'engine.io';
import type { WebSocket } from 'ws';

interface WsInside {
  readonly _socket: TcpSocket | null;
  readonly _sender: { sendFrame(list: readonly Uint8Array[], done?: () => void): void };
}
interface EngineInside {
  readonly readyState: string;
  readonly upgrading: boolean;
  readonly writeBuffer: readonly unknown[];
  readonly transport: { readonly name: string; readonly socket?: WebSocket };
}

/** Writes WebSocket frames to an open socket; a closing one takes nothing. */
export function writeFramed(socket: WebSocket, frames: Uint8Array): void {
  if (socket.readyState !== socket.OPEN) return;
  (socket as unknown as WsInside)._sender.sendFrame([frames]);
}

/** Bytes that the kernel has not taken. */
export function bufferedBytes(socket: WebSocket): number {
  return (socket as unknown as WsInside)._socket?.writableLength ?? 0;
}

/**
 * The WebSocket of an Engine.IO connection, if frames may go to it directly: nothing is queued above it, so that order is kept.
 */
export function directSocketOf(connection: EngineSocket): WebSocket | null {
  const inside = connection as unknown as EngineInside;
  if (inside.readyState !== 'open' || inside.upgrading || inside.writeBuffer.length > 0) return null;
  return inside.transport.name === 'websocket' ? (inside.transport.socket ?? null) : null;
}

/** Packets that wait for a polling client. */
export function queuedPackets(connection: EngineSocket): number {
  return (connection as unknown as EngineInside).writeBuffer.length;
}
