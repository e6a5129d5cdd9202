-- Prints the result as one line of JSON, with times in microseconds. If a file follows "--", requests its lines (paths) in turn.
local paths = {}
local turn = 0

function init(args)
  if args[1] then
    for line in io.lines(args[1]) do
      paths[#paths + 1] = wrk.format("GET", line)
    end
    request = function()
      turn = turn % #paths + 1
      return paths[turn]
    end
  end
end

function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format(
    '\n{"requests": %d, "microseconds": %d, "p50": %d, "p95": %d, "p99": %d, "broken": %d, "refused": %d}\n',
    summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(95), latency:percentile(99),
    errors.connect + errors.read + errors.write + errors.timeout, errors.status))
end
