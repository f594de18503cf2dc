import { createMemoryPorts, storeContracts } from '@crosstalk/testing';

storeContracts('Memory', async () => ({
  ...createMemoryPorts(),
  index: async () => undefined,
  close: async () => undefined,
}));
