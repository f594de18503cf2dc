import { createMemoryPorts, MemoryPreviewStore, storeContracts } from '@crosstalk/testing';

storeContracts('Memory', async () => {
  const ports = createMemoryPorts();
  return {
    ...ports,
    previews: new MemoryPreviewStore(ports.clock),
    index: async () => undefined,
    storedBytes: async () => ports.files.storedBytes,
    close: async () => undefined,
  };
});
