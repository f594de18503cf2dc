import { PROFILES } from '../run/load-options.js';
import { type Phase, readProfile, stayOf } from '../run/profile.js';

/** The profiles, as the page about load tests shows them. */
export function profilesTable(): string {
  const rows = PROFILES.map((name) => {
    const { about, rooms, people, messages, phases, ...profile } = readProfile(name);
    const stay = stayOf({ about, rooms, people, messages, phases, ...profile });
    return `| \`${name}\` | ${about} | ${phases.map(phaseInWords).join(', ')} | ${messages} in ${stay} s | ${rooms} × ${people} |`;
  });
  return [
    '| profile | what | phases: seconds at arrivals a second | messages of a user | rooms × people of each dialect |',
    '|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}

function phaseInWords({ name, duration, arrivalRate, rampTo }: Phase): string {
  return `${name} ${duration} at ${rampTo === undefined ? arrivalRate : `${arrivalRate} → ${rampTo}`}`;
}
