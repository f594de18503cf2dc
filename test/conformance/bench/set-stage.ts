import type { Actor, RoomId, UserId } from '@crosstalk/domain';
import type { DialectBench } from './dialect-bench.js';
import type { Bindings } from './match-frames.js';

/** Who and what is there before a conversation begins. */
export interface Cast {
  readonly people: readonly string[];
  /** Made over another door by the first of its members: the room of a project, or a group. `$name` is the id. */
  readonly rooms?: readonly {
    readonly name: string;
    readonly project?: number;
    readonly members: readonly string[];
  }[];
}

/** Makes people and rooms. `$ann` is her id, `$ann.token` her token, `$ann_bob` both ids in this order. */
export async function setStage(bench: DialectBench, { people, rooms = [] }: Cast): Promise<Bindings> {
  const bindings: Bindings = new Map();
  const actors = new Map<string, Actor>();
  for (const name of people) {
    const { user, token } = await bench.person(name);
    actors.set(name, { userId: user.id, tenant: user.tenant, scopes: [] });
    bindings.set(`$${name}`, user.id);
    bindings.set(`$${name}.token`, token);
  }
  for (const [one, { userId }] of actors) {
    for (const [other, { userId: otherId }] of actors)
      bindings.set(`$${one}_${other}`, `${userId}_${otherId}`);
  }
  const actorOf = (name = ''): Actor => {
    const actor = actors.get(name);
    if (!actor) throw new Error(`${name} is nobody`);
    return actor;
  };
  for (const { name, project, members } of rooms) {
    const [maker, ...others] = members.map(actorOf);
    const users = others.map(({ userId }) => userId);
    bindings.set(`$${name}`, await makeRoom(bench, maker ?? actorOf(), { project, users }));
  }
  return bindings;
}

async function makeRoom(
  { useCases }: DialectBench,
  maker: Actor,
  { project, users }: { readonly project: number | undefined; readonly users: readonly UserId[] },
): Promise<RoomId> {
  const { room } =
    project === undefined
      ? await useCases.createRoom(maker, { type: 'group', users, title: 'Team' })
      : await useCases.putProjectRoom(maker, { projectId: project, users });
  return room.id;
}
