-- One request for each of 20,000 users in turn, with an address and a cookie of their own, so that the rate
-- limits count every one of them and refuse none. Addresses are from 240.0.0.0/4, which nobody has.
local USERS = 20000
local requests, last = {}, 0

function init(args)
  local host, body = args[1], args[2]
  for user = 1, USERS do
    requests[user] = wrk.format("POST", "/api/match", {
      ["Host"] = host,
      ["Content-Type"] = "application/json",
      ["X-Forwarded-For"] = string.format("240.0.%d.%d", math.floor(user / 250), user % 250 + 1),
      ["Cookie"] = string.format("ssm_assignment=%032x", user),
    }, body)
  end
end

function request()
  last = last % USERS + 1
  return requests[last]
end

function done(summary)
  local errors = summary.errors
  io.write(string.format(
    '{"requests":%d,"microseconds":%d,"failed":%d}\n',
    summary.requests, summary.duration, errors.connect + errors.read + errors.write + errors.status + errors.timeout
  ))
end
