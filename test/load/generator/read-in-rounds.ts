/** Long enough that sockets fill meanwhile, short against the time a person notices. */
const ROUND_MS = 4;

/**
 * Lets the generator read its sockets in rounds and sleep between them, outside of its event loop: on one machine the kernel would else
 * charge the servers for waking it, once for many a write. Clients elsewhere are not woken by the server's processor.
 * @returns ends it
 */
export function readInRounds(): () => void {
  const sleeper = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  let isOn = true;
  const round = () => {
    if (!isOn) return;
    Atomics.wait(sleeper, 0, 0, ROUND_MS);
    setImmediate(round);
  };
  setImmediate(round);
  return () => {
    isOn = false;
  };
}
