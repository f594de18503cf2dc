import type { EngineClient } from '../../../harness/engine-client.js';
import type { HostileStage } from '../hostile-stage.js';
import type { HostileClient, Refused } from './hostile-speaker.js';

interface Acknowledgement {
  readonly error?: { readonly code: string; readonly message: string; readonly fields?: object };
}

/** A socket whose requests are answered by Socket.IO's acknowledgements. */
export function acknowledged(client: EngineClient, stage: HostileStage): HostileClient {
  let id = 0;
  return {
    async ask(request, payload) {
      id += 1;
      return refusedOf((await client.ask(request, stage.fill(payload), id)) as Acknowledgement);
    },
    closed: client.closed,
    close: () => client.close(),
  };
}

function refusedOf({ error }: Acknowledgement): Refused | null {
  if (!error) return null;
  return { code: error.code, fields: Object.keys(error.fields ?? {}), detail: error.message };
}
