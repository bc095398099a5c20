-- Sends ratings that are all different, each from an address of its own, and counts how they are answered.
-- It must not repeat a form's token, or the portal would rightly store nothing.

local threads = {}

function setup(thread)
  thread:set("id", #threads)
  table.insert(threads, thread)
end

function init(arguments)
  seed, body = arguments[1], arguments[2]
  sent, acknowledged, other, example = 0, 0, 0, 0
  headers = { ["Content-Type"] = "application/x-www-form-urlencoded" }
end

function request()
  sent = sent + 1
  local address = sent % 4194304
  headers["X-Forwarded-For"] = string.format(
    "10.%d.%d.%d", id % 4 * 64 + math.floor(address / 65536), math.floor(address / 256) % 256, address % 256)
  local token = string.format("%s%04x%012x", seed, id, sent)
  return wrk.format("POST", nil, headers, "formulir=" .. token .. "&" .. body)
end

function response(status)
  if status == 303 then
    acknowledged = acknowledged + 1
  else
    other = other + 1
    example = status
  end
end

function done(summary)
  local total = { acknowledged = 0, other = 0, example = 0 }
  for _, thread in ipairs(threads) do
    for name, sum in pairs(total) do total[name] = sum + thread:get(name) end
  end
  local errors = summary.errors
  io.write(string.format(
    "\nRESULT acknowledged=%d other=%d example=%d broken=%d microseconds=%d\n", total.acknowledged, total.other,
    total.example, errors.connect + errors.read + errors.write + errors.timeout, summary.duration))
end
