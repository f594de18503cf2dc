import { offences, type Policy } from './policy.js';

/** As the pods of Kubernetes: no root, no capability, nothing written but to /tmp and to volumes. */
export const containersAreConfined: Policy = ({ services }) =>
  Object.entries(services).flatMap(([name, service]) =>
    offences(name, {
      'may run as root': /^[1-9]\d*:[1-9]\d*$/.test(service.user ?? ''),
      'writes to its root file system': service.read_only === true,
      'keeps capabilities': service.cap_drop?.join() === 'ALL' && !service.cap_add,
      'may gain privileges': service.security_opt?.includes('no-new-privileges:true') === true,
      'is privileged': !service.privileged,
      'uses the network of the machine': service.network_mode !== 'host',
      'has no process that reaps and passes signals on': service.init === true,
      'has a socket of the engine': !service.volumes?.some((volume) => volume.includes('.sock')),
    }),
  );
