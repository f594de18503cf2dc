import {
  type Actor,
  createUseCases,
  DEFAULT_TENANT,
  type DomainOptions,
  type RoomForMember,
  type TenantId,
  type UseCases,
  type UserId,
} from '@crosstalk/domain';
import { createMemoryPorts, type MemoryPorts } from '@crosstalk/testing';

export interface Stage {
  readonly ports: MemoryPorts;
  readonly useCases: UseCases;
  readonly ann: Actor;
  readonly bob: Actor;
  readonly cyd: Actor;
  /** In no room. */
  readonly eve: Actor;
  /** Of another tenant. */
  readonly mallory: Actor;
  /** A group of Ann (owner), Bob and Cyd; what its making published is forgotten. */
  group(title?: string): Promise<RoomForMember>;
  post(actor: Actor, room: RoomForMember, text: string): ReturnType<UseCases['postMessage']>;
}

interface StageOptions extends DomainOptions {
  readonly cachedAccess?: boolean;
}

/** A fresh domain in memory with five people. */
export async function openStage({ cachedAccess = false, ...options }: StageOptions = {}): Promise<Stage> {
  const ports = createMemoryPorts({ cachedAccess });
  const useCases = createUseCases(ports, options);
  const enter = async (name: string, tenant = DEFAULT_TENANT): Promise<Actor> => {
    const user = await ports.users.create({
      tenant,
      externalId: null,
      email: `${name.toLowerCase()}@example.com`,
      firstName: name,
      lastName: 'Test',
      middleName: null,
      phone: null,
      photo: null,
      createdAt: ports.clock.now(),
      passwordHash: null,
    });
    if (user === null) throw new Error(`${name} is there already`);
    const origin = { connectionId: `${name.toLowerCase()}-1` };
    return { userId: user.id, tenant, scopes: [], origin };
  };
  const ann = await enter('Ann');
  const bob = await enter('Bob');
  const cyd = await enter('Cyd');
  const group = async (title = 'Team'): Promise<RoomForMember> => {
    const users: readonly UserId[] = [bob.userId, cyd.userId];
    const room = await useCases.createRoom(ann, { type: 'group', users, title });
    ports.events.clear();
    return room;
  };
  return {
    ports,
    useCases,
    ann,
    bob,
    cyd,
    eve: await enter('Eve'),
    mallory: await enter('Mallory', 'other' as TenantId),
    group,
    post: (actor, { room }, text) => useCases.postMessage(actor, { roomId: room.id, text }),
  };
}
