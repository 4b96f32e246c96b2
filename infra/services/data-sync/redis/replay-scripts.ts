/** Documents that a replay touched, and those of them that nothing is known of from some point on. */
export const TOUCHED = "replay:touched";
export const UNCLEAR = "replay:unclear";

/** Where the document lies as all that was logged makes it, the unwanted too. */
export const ALL = "replay:all:";

/**
 * KEYS[1] is a document; ARGV are whether the step is wanted, what it does, the new end of life (-1 for none, nothing where
 * it stays), how many names and texts are set, how many words say what stood there, these two lists, and the names that are
 * removed. Nothing is known of a document that was not as the step says, nor of a wanted change of one that only an unwanted
 * step made.
 */
export const STEP = `
local doc, all = KEYS[1], '${ALL}' .. KEYS[1]
if redis.call('SADD', '${TOUCHED}', doc) == 1 then redis.call('COPY', doc, all) end
local what, ends, count = ARGV[2], ARGV[3], tonumber(ARGV[4])
local wasFrom, wasTo = 6 + count, 5 + count + tonumber(ARGV[5])
for i = wasFrom, wasTo, 3 do
  local was = ARGV[i + 1] == '1' and ARGV[i + 2]
  if redis.call('HGET', all, ARGV[i]) ~= was then redis.call('SADD', '${UNCLEAR}', doc) end
end
local function apply(key)
  if what ~= 'change' then redis.call('UNLINK', key) end
  if what == 'delete' then return end
  if count > 0 then redis.call('HSET', key, unpack(ARGV, 6, 5 + count)) end
  for i = wasTo + 1, #ARGV do redis.call('HDEL', key, ARGV[i]) end
  if ends == '-1' then redis.call('PERSIST', key)
  elseif ends ~= '' then redis.call('PEXPIREAT', key, ends) end
end
apply(all)
if ARGV[1] == '1' then
  if what == 'change' and redis.call('EXISTS', doc) == 0 then redis.call('SADD', '${UNCLEAR}', doc)
  else apply(doc) end
end
`;
