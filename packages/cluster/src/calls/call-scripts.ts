/**
 * @module The call board in Redis, each in one step. `KEYS[1]` is the base of the names, all under its hash tag: `:call:<id>` hash of the
 * call, `:user:<id>` the call that the user is in. Both expire together.
 */
import { luaScript } from '../redis/lua-script.js';

const PRELUDE = `
local base = KEYS[1]
local function callKey(id) return base .. ':call:' .. id end
local function userKey(id) return base .. ':user:' .. id end
local function callOf(user)
  local id = redis.call('GET', userKey(user))
  if id and redis.call('EXISTS', callKey(id)) == 1 then return id end
  return false
end
local function read(id)
  return redis.call('HMGET', callKey(id), 'id', 'callerId', 'callerConnection', 'calleeId', 'calleeConnection')
end
local function expire(id, ms)
  local call = read(id)
  for _, key in ipairs({ callKey(id), userKey(call[2]), userKey(call[4]) }) do redis.call('PEXPIRE', key, ms) end
end
local function finish(id)
  local call = read(id)
  redis.call('DEL', callKey(id))
  for _, user in ipairs({ call[2], call[4] }) do
    if redis.call('GET', userKey(user)) == id then redis.call('DEL', userKey(user)) end
  end
  return call
end
`;

/** ARGV id, caller, connection of the caller, callee, lifetime in ms. `begun`, `caller_busy` or `callee_busy`. */
export const beginCall = luaScript(`${PRELUDE}
if callOf(ARGV[2]) then return 'caller_busy' end
if callOf(ARGV[4]) then return 'callee_busy' end
redis.call('HSET', callKey(ARGV[1]), 'id', ARGV[1], 'callerId', ARGV[2], 'callerConnection', ARGV[3], 'calleeId', ARGV[4])
redis.call('SET', userKey(ARGV[2]), ARGV[1])
redis.call('SET', userKey(ARGV[4]), ARGV[1])
expire(ARGV[1], ARGV[5])
return 'begun'
`);

/** ARGV id, connection of the callee, lifetime in ms. The call, or nothing when it is over or answered. */
export const answerCall = luaScript(`${PRELUDE}
if redis.call('EXISTS', callKey(ARGV[1])) == 0 then return false end
if redis.call('HSETNX', callKey(ARGV[1]), 'calleeConnection', ARGV[2]) == 0 then return false end
expire(ARGV[1], ARGV[3])
return read(ARGV[1])
`);

/** ARGV user. The call that the user is in. */
export const findCall = luaScript(`${PRELUDE}
local id = callOf(ARGV[1])
return id and read(id)
`);

/** ARGV id, `ringing` or `any`. Ends it and returns it. */
export const endCall = luaScript(`${PRELUDE}
if redis.call('EXISTS', callKey(ARGV[1])) == 0 then return false end
if ARGV[2] == 'ringing' and redis.call('HEXISTS', callKey(ARGV[1]), 'calleeConnection') == 1 then return false end
return finish(ARGV[1])
`);
