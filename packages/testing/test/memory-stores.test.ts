import { createMemoryPorts, storeContracts } from '@crosstalk/testing';

storeContracts('Memory', async () => {
  const ports = createMemoryPorts();
  return {
    ...ports,
    index: async () => undefined,
    storedBytes: async () => ports.files.storedBytes,
    close: async () => undefined,
  };
});
