/**
 * @module What Redis does for presence, each in one step. `KEYS[1]` is the base of the names; all of them share its hash tag:
 * `:nodes` sorted set of node → end of its lease; `:user:<id>` hash whose fields are `node:connection`; `:entries:<node>` set of
 * `user|connection`; `:online` set of the users announced as online; `:leaving` sorted set of user → when the grace ends; `:seen:<id>`
 * when the user was last online; `:hidden` hash of connected users who hide → since when; `:shown:<id>` when one of them ended that.
 * Times are Redis' own, so that clocks of nodes do not matter.
 */
import { luaScript } from '../redis/lua-script.js';

const PRELUDE = `
local base = KEYS[1]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local alive = {}
local function isAlive(node)
  if alive[node] == nil then
    local ending = redis.call('ZSCORE', base .. ':nodes', node)
    alive[node] = ending ~= false and tonumber(ending) > now
  end
  return alive[node]
end
local function isConnected(user)
  for _, field in ipairs(redis.call('HKEYS', base .. ':user:' .. user)) do
    if isAlive(string.match(field, '^[^:]+')) then return true end
  end
  return false
end
local function isVisible(user)
  return redis.call('HEXISTS', base .. ':hidden', user) == 0 and isConnected(user)
end
local function beginGrace(user, ending)
  if redis.call('SISMEMBER', base .. ':online', user) == 1 and not isVisible(user) then
    redis.call('ZADD', base .. ':leaving', 'NX', ending, user)
  end
end
local function goOffline(user, seen, gone)
  redis.call('ZREM', base .. ':leaving', user)
  if isVisible(user) or redis.call('SREM', base .. ':online', user) == 0 then return end
  redis.call('SET', base .. ':seen:' .. user, string.format('%d', seen), 'EX', 86400)
  gone[#gone + 1] = user
  gone[#gone + 1] = string.format('%d', seen)
end
local function forget(node, entry)
  local user, connection = string.match(entry, '^(%d+)|(.*)$')
  redis.call('HDEL', base .. ':user:' .. user, node .. ':' .. connection)
  if redis.call('HEXISTS', base .. ':hidden', user) == 1 and not isConnected(user) then
    redis.call('HDEL', base .. ':hidden', user)
  end
  return user
end
`;

/** Fulfils what a user wishes (see `Wish`) and settles what it changes. */
const WISHES = `
local function show(user, at)
  redis.call('HDEL', base .. ':hidden', user)
  redis.call('SET', base .. ':shown:' .. user, string.format('%d', at), 'EX', 86400)
end
local function fulfil(user, wish, at)
  local hidden = tonumber(redis.call('HGET', base .. ':hidden', user) or nil)
  local shown = tonumber(redis.call('GET', base .. ':shown:' .. user) or nil)
  if wish == 'hide' then
    redis.call('HSET', base .. ':hidden', user, string.format('%d', at))
    redis.call('DEL', base .. ':shown:' .. user)
  elseif wish == 'show' then show(user, at)
  elseif wish == 'appear' and hidden then show(user, at)
  elseif wish == 'hidden' and not hidden and not (shown and shown >= at) then
    redis.call('HSET', base .. ':hidden', user, string.format('%d', at))
  elseif wish == 'shown' and not (hidden and hidden > at) and not (shown and shown >= at) then show(user, at)
  end
  return hidden ~= nil, redis.call('HEXISTS', base .. ':hidden', user) == 1
end
local function tell(told, user, what, seen)
  told[#told + 1] = user
  told[#told + 1] = what
  told[#told + 1] = seen or ''
end
local function settle(user, at, told)
  if isVisible(user) then
    redis.call('ZREM', base .. ':leaving', user)
    if redis.call('SADD', base .. ':online', user) == 1 then tell(told, user, 'online') end
    return
  end
  local gone = {}
  goOffline(user, at, gone)
  if #gone > 0 then tell(told, user, 'offline', gone[2]) end
end
`;

/** ARGV node, lease in ms. 1 when the lease was held without a break, else 0: the entries may have been swept. */
export const renewLease = luaScript(`${PRELUDE}
local held = isAlive(ARGV[1])
redis.call('ZADD', base .. ':nodes', now + ARGV[2], ARGV[1])
return held and 1 or 0
`);

/** ARGV node, then user, connection, wish and its age in ms of each. What came of it: user, what, when last online; see `Told`. */
export const register = luaScript(`${PRELUDE}${WISHES}
local told = {}
for i = 2, #ARGV, 4 do
  local user, connection, wish, at = ARGV[i], ARGV[i + 1], ARGV[i + 2], now - ARGV[i + 3]
  redis.call('HSET', base .. ':user:' .. user, ARGV[1] .. ':' .. connection, 1)
  redis.call('SADD', base .. ':entries:' .. ARGV[1], user .. '|' .. connection)
  local before, hides = fulfil(user, wish, at)
  settle(user, at, told)
  if hides and wish ~= 'hidden' then tell(told, user, 'hidden') end
  if not hides and (before or wish == 'hidden') then tell(told, user, 'shown') end
end
return told
`);

/** ARGV user, wish. As `register`. A user without a connection has nothing to hide: a mark would outlive them. */
export const setVisibility = luaScript(`${PRELUDE}${WISHES}
local told = {}
if ARGV[2] == 'hide' and not isConnected(ARGV[1]) then return told end
fulfil(ARGV[1], ARGV[2], now)
if isConnected(ARGV[1]) then settle(ARGV[1], now, told) end
return told
`);

/** ARGV node, grace in ms, then user and connection of each. */
export const unregister = luaScript(`${PRELUDE}
for i = 3, #ARGV, 2 do
  local entry = ARGV[i] .. '|' .. ARGV[i + 1]
  redis.call('SREM', base .. ':entries:' .. ARGV[1], entry)
  beginGrace(forget(ARGV[1], entry), now + ARGV[2])
end
return 0
`);

/** ARGV grace in ms, limit. Users whose grace is over and who are gone, each followed by when they were last online. */
export const endGrace = luaScript(`${PRELUDE}
local gone = {}
local due = redis.call('ZRANGEBYSCORE', base .. ':leaving', '-inf', now, 'WITHSCORES', 'LIMIT', 0, ARGV[2])
for i = 1, #due, 2 do goOffline(due[i], due[i + 1] - ARGV[1], gone) end
return gone
`);

/** ARGV lease in ms, limit. Whether dead nodes are left, then users as in `endGrace`. Their lease was grace enough. */
export const sweepDead = luaScript(`${PRELUDE}
local gone = { '0' }
local dead = redis.call('ZRANGEBYSCORE', base .. ':nodes', '-inf', now, 'WITHSCORES', 'LIMIT', 0, 1)
if #dead == 0 then return gone end
local entries = redis.call('SPOP', base .. ':entries:' .. dead[1], ARGV[2])
for _, entry in ipairs(entries) do goOffline(forget(dead[1], entry), dead[2] - ARGV[1], gone) end
if #entries < tonumber(ARGV[2]) then redis.call('ZREM', base .. ':nodes', dead[1]) end
gone[1] = '1'
return gone
`);

/** ARGV node, grace in ms, limit. Removes entries of a node that ends in peace; 1 while some are left. */
export const leaveCluster = luaScript(`${PRELUDE}
local entries = redis.call('SPOP', base .. ':entries:' .. ARGV[1], ARGV[3])
for _, entry in ipairs(entries) do beginGrace(forget(ARGV[1], entry), now + ARGV[2]) end
if #entries == tonumber(ARGV[3]) then return 1 end
redis.call('ZREM', base .. ':nodes', ARGV[1])
return 0
`);

/** ARGV users. For each: 1 or 0, and when last online or an empty string. Somebody in the grace is online. */
export const readPresence = luaScript(`${PRELUDE}
local answer = {}
for _, user in ipairs(ARGV) do
  local online = isVisible(user) or redis.call('ZSCORE', base .. ':leaving', user) ~= false
  answer[#answer + 1] = online and 1 or 0
  answer[#answer + 1] = not online and redis.call('GET', base .. ':seen:' .. user) or ''
end
return answer
`);

/** ARGV user, connection. 1 when a living node holds the connection. */
export const holdsConnection = luaScript(`${PRELUDE}
for _, field in ipairs(redis.call('HKEYS', base .. ':user:' .. ARGV[1])) do
  local node, connection = string.match(field, '^([^:]+):(.*)$')
  if connection == ARGV[2] and isAlive(node) then return 1 end
end
return 0
`);
