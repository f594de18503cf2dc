import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { ProfileName } from './load-options.js';

/** Arrivals of virtual users a second, as Artillery takes them. */
export interface Phase {
  readonly name: string;
  /** Seconds. */
  readonly duration: number;
  readonly arrivalRate: number;
  readonly rampTo?: number;
  /** More than so many are never there at once. */
  readonly maxVusers?: number;
}

export interface Profile {
  readonly about: string;
  readonly rooms: number;
  /** Of each dialect in each room. */
  readonly people: number;
  /** Of one virtual user. */
  readonly messages: number;
  /** Between two messages of one user, ± half: `2000ms`. */
  readonly pause: string;
  readonly phases: readonly Phase[];
}

/** So much longer than meant may users stay before fewer are let in: what is loaded may be slow, but not without bound. */
const SLOW_SECONDS = 20;
/** Longest time that a user takes beyond its pauses, in seconds: an acknowledgement and the last deliveries may take 30 each. */
const LAST_USER_SECONDS = 90;
/** Start of Artillery, people and rooms. */
const BEGIN_SECONDS = 180;

export function readProfile(name: ProfileName): Profile {
  return parse(readFileSync(join(import.meta.dirname, '..', 'profiles', `${name}.yml`), 'utf8')) as Profile;
}

/** The same with more or fewer people, or for longer. */
export function scaled(profile: Profile, { scale, stretch }: { scale: number; stretch: number }): Profile {
  const rate = (arrivals: number): number => Math.max(1, Math.round(arrivals * scale));
  const phases = profile.phases.map(({ duration, arrivalRate, rampTo, ...rest }) => ({
    ...rest,
    duration: Math.max(1, Math.round(duration * stretch)),
    arrivalRate: rate(arrivalRate),
    ...(rampTo === undefined ? {} : { rampTo: rate(rampTo) }),
  }));
  const largest = Math.max(...phases.map(({ arrivalRate, rampTo = 0 }) => Math.max(arrivalRate, rampTo)));
  const maxVusers = Math.min(arrivalsOf(phases), Math.ceil(largest * (stayOf(profile) + SLOW_SECONDS)));
  return {
    ...profile,
    rooms: Math.max(1, Math.round(profile.rooms * scale)),
    phases: phases.map((phase) => ({ ...phase, maxVusers })),
  };
}

/** Users in all, if none is left out. */
export function arrivalsOf(phases: readonly Phase[]): number {
  const arrivals = phases.map(
    ({ duration, arrivalRate, rampTo = arrivalRate }) => (duration * (arrivalRate + rampTo)) / 2,
  );
  return Math.ceil(arrivals.reduce((sum, each) => sum + each, 0));
}

/** Seconds that one user stays when nothing holds it up. */
export function stayOf({ messages, pause }: Profile): number {
  return (messages * Number.parseInt(pause, 10)) / 1_000;
}

/** Seconds after which a run cannot be going on any more. */
export function longestRun(profile: Profile): number {
  const phases = profile.phases.reduce((sum, { duration }) => sum + duration, 0);
  return BEGIN_SECONDS + phases + stayOf(profile) * 2 + LAST_USER_SECONDS;
}
