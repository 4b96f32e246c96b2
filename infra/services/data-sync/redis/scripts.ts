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

/** Adds fields, end of life and record of a key to a reply. */
const LOOK = `
local function look(reply, key, record)
  local fields = redis.pcall('HGETALL', key)
  if fields.err then fields = {'the key', 'holds no hash'} end
  reply[#reply + 1] = fields
  reply[#reply + 1] = redis.call('PEXPIRETIME', key)
  reply[#reply + 1] = redis.call('GET', record)
end
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
 * ARGV[4..5] are beat and time of the other store; then one JSON text for each key. Each key is written whole or not
 * at all. Answers the beat, its time, and 1 for each key that was written, 0 for one that is not as expected.
 */
export const WRITE = `${GUARD}
if state[4] and state[4] ~= '' then return 'frozen' end
local number, at = beat()
local seen = redis.call('HGET', KEYS[1], 'otherBeat') or '0'
if tonumber(ARGV[4]) > tonumber(seen) then
  redis.call('HSET', KEYS[1], 'otherBeat', ARGV[4], 'otherBeatAt', ARGV[5])
end
local function isExpected(key, write)
  local count = redis.call('HLEN', key)
  if write.present ~= (count > 0) then return false end
  if write['do'] == 'delete' and count ~= #write.expect then return false end
  for _, pair in ipairs(write.expect) do
    if redis.call('HGET', key, pair[1]) ~= pair[2] then return false end
  end
  return true
end
local function apply(key, record, write)
  local own = redis.call('GET', record)
  if (own and string.match(own, '^%d+') or '0') ~= write.count then return 0 end
  if redis.call('TYPE', key).ok ~= 'hash' and redis.call('EXISTS', key) == 1 then return 0 end
  if not isExpected(key, write) then return 0 end
  if write['do'] == 'delete' then redis.call('UNLINK', key) end
  if write['do'] == 'create' or write['do'] == 'change' then
    -- One call for many fields is one notification; more than these would not fit on Lua's stack.
    for i = 1, #write.set, 1000 do
      redis.call('HSET', key, unpack(write.set, i, math.min(i + 999, #write.set)))
    end
    for _, name in ipairs(write.remove) do redis.call('HDEL', key, name) end
    if write.expiresAt ~= redis.call('PEXPIRETIME', key) then
      if write.expiresAt < 0 then redis.call('PERSIST', key) else redis.call('PEXPIREAT', key, write.expiresAt) end
    end
  end
  if write.record == '' then redis.call('DEL', record)
  elseif write.keep > 0 then redis.call('SET', record, write.record, 'PX', write.keep)
  else redis.call('SET', record, write.record) end
  for _, conflict in ipairs(write.conflicts) do
    redis.call('XADD', 'sync:conflicts', 'MAXLEN', '~', '100000', '*', 'conflict', conflict)
  end
  if write.log ~= '' then
    redis.call('XADD', 'sync:changes', 'MAXLEN', '~', '100000', '*', 'change', write.log)
  end
  return 1
end
local reply = {number, at}
for i = 2, #KEYS, 2 do
  reply[#reply + 1] = apply(KEYS[i], KEYS[i + 1], cjson.decode(ARGV[5 + i / 2]))
end
return reply
`;
