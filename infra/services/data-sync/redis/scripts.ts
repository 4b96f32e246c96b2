import { mostCharacters, mostFields } from "../transform/limits.ts";

/** Of both scripts: KEYS[1] is the state; ARGV[1..3] are epoch, owner and floor. Answers a word when it refuses. */
const GUARD = `
local state = redis.call('HMGET', KEYS[1], 'epoch', 'owner', 'beat', 'frozen')
if state[1] ~= ARGV[1] then return 'epoch' end
if state[2] ~= ARGV[2] then return 'owner' end
if tonumber(state[3] or '0') < tonumber(ARGV[3]) then return 'behind' end
local function beat()
  local time = redis.call('TIME')
  local at = time[1] .. string.format('%03d', math.floor(tonumber(time[2]) / 1000))
  redis.call('HSET', KEYS[1], 'beatAt', at)
  return redis.call('HINCRBY', KEYS[1], 'beat', 1), at
end
`;

/** Bytes of all documents and records of one reply; the others are for the next one. */
const ROOM = 4 * 2 ** 20;
/** Bytes that are too much for a document, whatever its characters are. */
const TOO_MUCH = 3 * mostCharacters;
/** Instead of the fields of a document that the reply has no room for. */
export const LATER = "later";

/**
 * Adds fields, end of life and record of a key to a reply. Instead of fields that nobody could carry, and that would
 * keep the store and data-sync busy, it says in words what the key holds.
 */
const LOOK = `
local room = ${ROOM}
local function fieldsOf(key)
  local count = redis.pcall('HLEN', key)
  if type(count) ~= 'number' then return 'a ' .. redis.call('TYPE', key).ok end
  if count > ${mostFields} then return count .. ' fields' end
  if room <= 0 then return '${LATER}' end
  local fields = redis.call('HGETALL', key)
  local bytes = 0
  for _, text in ipairs(fields) do bytes = bytes + #text end
  if bytes > ${TOO_MUCH} then return bytes .. ' bytes' end
  room = room - bytes
  return fields
end
local function look(reply, key, record)
  local fields = fieldsOf(key)
  -- A record remembers what the other side cannot hold, so it can be as large as a document.
  local own = fields ~= '${LATER}' and redis.call('GET', record)
  if own then room = room - #own end
  reply[#reply + 1] = fields
  reply[#reply + 1] = redis.call('PEXPIRETIME', key)
  reply[#reply + 1] = own
end
`;

/**
 * KEYS: documents of any type. Answers a digest of each with its end of life, an empty one where there is none. A store
 * gives the fields of a hash in any order, except that those of a very large one are not put in order here.
 */
export const DIGESTS = `
local function content(key)
  if redis.call('TYPE', key).ok ~= 'hash' or redis.call('HLEN', key) > ${mostFields} then
    return redis.call('DUMP', key)
  end
  local fields, texts = redis.call('HGETALL', key), {}
  for i = 1, #fields, 2 do
    texts[#texts + 1] = #fields[i] .. ':' .. fields[i] .. #fields[i + 1] .. ':' .. fields[i + 1]
  end
  table.sort(texts)
  return table.concat(texts)
end
local digests = {}
for index, key in ipairs(KEYS) do
  local text = content(key)
  digests[index] = text and redis.sha1hex(text) .. redis.call('PEXPIRETIME', key) or ''
end
return digests
`;

/** KEYS: a document and its record by turns. Answers three values for each key, whoever has the store. */
export const PEEK = `${LOOK}
local reply = {}
for i = 1, #KEYS, 2 do look(reply, KEYS[i], KEYS[i + 1]) end
return reply
`;

/** KEYS: the state, then a document and its record by turns. Answers the beat, its time, and three values for each key. */
export const READ = `${GUARD}${LOOK}
local number, at = beat()
local reply = {number, at}
for i = 2, #KEYS, 2 do look(reply, KEYS[i], KEYS[i + 1]) end
return reply
`;

/** KEYS[1] is the state; ARGV are epoch, beat, horizon, and the ends of the gap or nothing. The beat never falls back. */
export const BEGIN = `
local beat = math.max(tonumber(redis.call('HGET', KEYS[1], 'beat') or '0'), tonumber(ARGV[2]))
redis.call('HSET', KEYS[1], 'epoch', ARGV[1], 'beat', beat, 'horizon', ARGV[3])
if ARGV[4] == '' then redis.call('HDEL', KEYS[1], 'gapFrom', 'gapTo')
else redis.call('HSET', KEYS[1], 'gapFrom', ARGV[4], 'gapTo', ARGV[5]) end
`;

/**
 * ARGV[4..5] are beat and time of the other store; then of each key what `writeArgs` makes of its write. Each key is
 * written whole or not at all. Answers the beat, its time, and for each key 0 when it is not as expected, else one more
 * than the changes of a hash or of an end of life that the store tells its listeners of.
 */
export const WRITE = `${GUARD}
if state[4] and state[4] ~= '' then return 'frozen' end
local number, at = beat()
local seen = redis.call('HGET', KEYS[1], 'otherBeat') or '0'
if tonumber(ARGV[4]) > tonumber(seen) then
  redis.call('HSET', KEYS[1], 'otherBeat', ARGV[4], 'otherBeatAt', ARGV[5])
end
local next = 6
local function take()
  next = next + 1
  return ARGV[next - 1]
end
-- First and last place of a list, which its length comes before.
local function list()
  local count = tonumber(take())
  next = next + count
  return next - count, next - 1
end
local function isExpected(key, write)
  local count = redis.call('HLEN', key)
  if write.present ~= (count > 0) then return false end
  if write.what == 'delete' and count ~= (write.expectTo - write.expect + 1) / 3 then return false end
  for i = write.expect, write.expectTo, 3 do
    local wanted = ARGV[i + 1] == '1' and ARGV[i + 2]
    if redis.call('HGET', key, ARGV[i]) ~= wanted then return false end
  end
  return true
end
local function setEnd(key, expiresAt)
  if tonumber(expiresAt) == redis.call('PEXPIRETIME', key) then return 0 end
  if expiresAt == '-1' then return redis.call('PERSIST', key) end
  return redis.call('PEXPIREAT', key, expiresAt)
end
local function apply(key, record, write)
  local own = redis.call('GET', record)
  if (own and string.match(own, '^%d+') or '0') ~= write.count then return 0 end
  local kind = redis.call('TYPE', key).ok
  if kind ~= 'hash' and kind ~= 'none' then return 0 end
  if not isExpected(key, write) then return 0 end
  local told = 0
  if write.what == 'delete' then redis.call('UNLINK', key) end
  if write.what == 'create' or write.what == 'change' then
    -- One call for many fields tells once; more than these would not fit on Lua's stack.
    for i = write.set, write.setTo, 1000 do
      redis.call('HSET', key, unpack(ARGV, i, math.min(i + 999, write.setTo)))
      told = told + 1
    end
    for i = write.remove, write.removeTo do told = told + redis.call('HDEL', key, ARGV[i]) end
    told = told + setEnd(key, write.expiresAt)
  end
  if write.record == '' then redis.call('DEL', record)
  elseif write.keep ~= '0' then redis.call('SET', record, write.record, 'PX', write.keep)
  else redis.call('SET', record, write.record) end
  for i = write.conflicts, write.conflictsTo do
    redis.call('XADD', 'sync:conflicts', 'MAXLEN', '~', '100000', '*', 'conflict', ARGV[i])
  end
  if write.log ~= '' then
    redis.call('XADD', 'sync:changes', 'MAXLEN', '~', '100000', '*', 'change', write.log)
  end
  return 1 + told
end
local reply = {number, at}
for i = 2, #KEYS, 2 do
  local write = {what = take(), present = take() == '1', count = take(), expiresAt = take(),
    record = take(), keep = take(), log = take()}
  write.expect, write.expectTo = list()
  write.set, write.setTo = list()
  write.remove, write.removeTo = list()
  write.conflicts, write.conflictsTo = list()
  reply[#reply + 1] = apply(KEYS[i], KEYS[i + 1], write)
end
return reply
`;
