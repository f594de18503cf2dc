// Preloaded into every measured server: answers its parent with the memory after a full collection, and ends with its parent.
process.on('message', (request) => {
  if (request !== 'collect') return;
  globalThis.gc?.();
  setImmediate(() => {
    globalThis.gc?.();
    process.send?.({ collected: process.memoryUsage() });
  });
});
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
// The server alone decides when it is done.
process.channel?.unref();
