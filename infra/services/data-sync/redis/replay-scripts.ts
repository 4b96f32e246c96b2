/** Documents that a replay touched, and those of them that nothing is known of from some point on. */
export const TOUCHED = "replay:touched";
export const UNCLEAR = "replay:unclear";

/** Where the document lies as all that was logged makes it, the unwanted too. */
export const ALL = "replay:all:";

/**
 * KEYS[1] is a document; ARGV are whether the step is wanted, what it does, the new end of life (-1 for none, nothing where
 * it stays), how many names and texts are set, these, and the names that are removed. A wanted change of a document that
 * only an unwanted step made cannot be told.
 */
export const STEP = `
local doc, all = KEYS[1], '${ALL}' .. KEYS[1]
if redis.call('SADD', '${TOUCHED}', doc) == 1 then redis.call('COPY', doc, all) end
local what, ends, count = ARGV[2], ARGV[3], tonumber(ARGV[4])
local function apply(key)
  if what ~= 'change' then redis.call('UNLINK', key) end
  if what == 'delete' then return end
  if count > 0 then redis.call('HSET', key, unpack(ARGV, 5, 4 + count)) end
  for i = 5 + count, #ARGV do redis.call('HDEL', key, ARGV[i]) end
  if ends == '-1' then redis.call('PERSIST', key)
  elseif ends ~= '' then redis.call('PEXPIREAT', key, ends) end
end
apply(all)
if ARGV[1] == '1' then
  if what == 'change' and redis.call('EXISTS', doc) == 0 then redis.call('SADD', '${UNCLEAR}', doc)
  else apply(doc) end
end
`;
