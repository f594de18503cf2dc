import { PROGRAMS, refusals, unknownSettings } from '../../../k8s/programs.js';
import type { Policy } from './policy.js';

const PROGRAM_OF = {
  'gateway-1': PROGRAMS.gateway,
  'gateway-2': PROGRAMS.gateway,
  worker: PROGRAMS.worker,
  migrate: PROGRAMS.migrate,
};

/** Every variable is a setting of its program, and the program accepts them all together. */
export const settingsAreKnown: Policy = ({ services }) =>
  Object.entries(PROGRAM_OF).flatMap(([name, program]) => {
    const environment = services[name]?.environment;
    if (!environment) return [`there is no ${name}`];
    return [
      ...unknownSettings(program, Object.keys(environment)).map(
        (variable) => `${name}: ${variable} is no setting`,
      ),
      ...refusals(program, environment).map((refusal) => `${name}: ${refusal}`),
    ];
  });
