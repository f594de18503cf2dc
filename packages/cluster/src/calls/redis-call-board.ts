import { type Call, type CallBoard, ChatError, type UserId } from '@crosstalk/domain';
import type { RedisClients } from '../redis/create-redis-clients.js';
import { type LuaScript, runScript } from '../redis/lua-script.js';
import { answerCall, beginCall, endCall, findCall } from './call-scripts.js';

export interface CallBoardOptions {
  /** Whether the connection lives. Lets a call go whose nodes were killed; without it such a call lasts for `MAX_CALL_MS`. */
  readonly isConnected?: (userId: UserId, connectionId: string) => Promise<boolean>;
}

/** Nobody talks for longer; what is older was never ended. */
const MAX_CALL_MS = 12 * 60 * 60 * 1000;
/** The node that rings ends the call in time; this is for when it was killed. */
const RING_MARGIN_MS = 10_000;

/** Calls of the cluster in Redis. @throws ChatError `unavailable` from every method while Redis is away */
export class RedisCallBoard implements CallBoard {
  readonly #redis: Pick<RedisClients, 'commands' | 'keys'>;
  readonly #options: CallBoardOptions;

  constructor(redis: Pick<RedisClients, 'commands' | 'keys'>, options: CallBoardOptions = {}) {
    this.#redis = redis;
    this.#options = options;
  }

  async begin(call: Call, ringMs: number): Promise<'begun' | 'caller_busy' | 'callee_busy'> {
    const { id, callerId, callerConnection, calleeId } = call;
    const attempt = async () =>
      (await this.#run(beginCall, [id, callerId, callerConnection, calleeId, ringMs + RING_MARGIN_MS])) as
        | 'begun'
        | 'caller_busy'
        | 'callee_busy';
    const outcome = await attempt();
    if (outcome === 'begun') return outcome;
    const ended = await this.#endIfAbandoned(outcome === 'caller_busy' ? callerId : calleeId);
    return ended ? attempt() : outcome;
  }

  async answer(callId: string, calleeConnection: string): Promise<Call | null> {
    return toCall(await this.#run(answerCall, [callId, calleeConnection, MAX_CALL_MS]));
  }

  async find(userId: UserId): Promise<Call | null> {
    return toCall(await this.#run(findCall, [userId]));
  }

  async end(callId: string): Promise<Call | null> {
    return toCall(await this.#run(endCall, [callId, 'any']));
  }

  async endIfRinging(callId: string): Promise<Call | null> {
    return toCall(await this.#run(endCall, [callId, 'ringing']));
  }

  /** A call of which one side is lost (its node was killed) is over. */
  async #endIfAbandoned(userId: UserId): Promise<boolean> {
    const call = await this.find(userId);
    const { isConnected } = this.#options;
    if (!call) return true;
    if (!isConnected) return false;
    const callerThere = await isConnected(call.callerId, call.callerConnection).catch(() => true);
    const calleeThere =
      call.calleeConnection === null ||
      (await isConnected(call.calleeId, call.calleeConnection).catch(() => true));
    if (callerThere && calleeThere) return false;
    await this.end(call.id);
    return true;
  }

  async #run(script: LuaScript, args: readonly (string | number)[]): Promise<unknown> {
    try {
      return await runScript(this.#redis.commands, script, { key: this.#redis.keys.calls, args });
    } catch (cause) {
      throw new ChatError('unavailable', 'Calls are not available at the moment.', { cause });
    }
  }
}

function toCall(reply: unknown): Call | null {
  if (!Array.isArray(reply)) return null;
  const [id, callerId, callerConnection, calleeId, calleeConnection] = reply as readonly (string | null)[];
  if (!id || !callerConnection) return null;
  return {
    id,
    callerId: Number(callerId) as UserId,
    callerConnection,
    calleeId: Number(calleeId) as UserId,
    calleeConnection: calleeConnection ?? null,
  };
}
