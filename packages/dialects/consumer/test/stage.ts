import type { Actor, UserId } from '@crosstalk/domain';
import type { BenchSocket } from '../../../../test/conformance/bench/bench-socket.js';
import { DialectBench, type Person } from '../../../../test/conformance/bench/dialect-bench.js';
import { consumer } from '../src/dialect.js';

export interface Told {
  readonly type: string;
  readonly content: Readonly<Record<string, unknown>>;
}

export interface Somebody extends Person {
  readonly id: UserId;
  /** Acting over another door. */
  readonly actor: Actor;
}

export async function openStage() {
  const bench = new DialectBench(consumer);
  const enter = async (name: string): Promise<Somebody> => {
    const person = await bench.person(name);
    const { id, tenant } = person.user;
    return { ...person, id, actor: { userId: id, tenant, scopes: [] } };
  };
  const [ann, bob, eve] = [await enter('ann'), await enter('bob'), await enter('eve')];
  const connect = async ({ token }: Person): Promise<BenchSocket> => {
    const socket = bench.connect();
    await socket.greet(token);
    return socket;
  };
  return { bench, useCases: bench.useCases, ann, bob, eve, connect };
}

export function frame(type: string, content?: object): { readonly kind: 'text'; readonly text: string } {
  return { kind: 'text', text: JSON.stringify({ type, content }) };
}

/** What arrived since the last call. */
export function told(socket: BenchSocket): readonly Told[] {
  return socket.take() as readonly unknown[] as readonly Told[];
}

export const direct = (one: Somebody, other: Somebody) => ({
  chat_type: 'direct',
  chat_id: `${Math.min(one.id, other.id)}_${Math.max(one.id, other.id)}`,
});
