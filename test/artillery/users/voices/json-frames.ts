import type { VirtualUser } from '../virtual-user.js';

/** Reads every JSON object that arrives on the WebSocket of the user. @returns what sends one */
export function jsonFrames<Frame>(
  { ws }: VirtualUser,
  read: (frame: Frame) => void,
): (frame: object) => void {
  if (!ws) throw new Error('the engine has opened no WebSocket');
  ws.on('message', (data) => {
    const text = String(data);
    if (text.startsWith('{')) read(JSON.parse(text) as Frame);
  });
  return (frame) => ws.send(JSON.stringify(frame));
}
