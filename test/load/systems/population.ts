import type { RoomKey } from '../wires/wire.js';

export interface PopulationPlan {
  /** Members of the one large room. */
  readonly crowd: number;
  /** Members of the hot room, into which some of them write as fast as they can, and of the archive. */
  readonly writers: number;
  /** People who only connect; each is in about three small rooms. */
  readonly idle: number;
  /** Messages in the archive. */
  readonly archived: number;
}

/** People who share one room. */
export interface Party {
  readonly tokens: readonly string[];
  readonly room: RoomKey;
}

export interface Population {
  readonly crowd: Party;
  readonly writers: Party;
  readonly archive: Party & { readonly cursors: readonly RoomKey[] };
  readonly idle: readonly string[];
}

const SMALL_ROOM = 12;
const ROOMS_PER_PERSON = 3;

/** Who is in which small room: consecutive people, shifted between the rounds so that neighbours differ. */
export function smallRooms<Id>(people: readonly Id[]): readonly (readonly Id[])[] {
  const rooms: Id[][] = [];
  for (let round = 0; round < ROOMS_PER_PERSON; round += 1) {
    const shift = round * Math.floor(SMALL_ROOM / ROOMS_PER_PERSON);
    const turned = [...people.slice(shift), ...people.slice(0, shift)];
    for (let at = 0; at < turned.length; at += SMALL_ROOM) rooms.push(turned.slice(at, at + SMALL_ROOM));
  }
  return rooms;
}
